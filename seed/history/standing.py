"""Set order counts, tiers and risk flags of many customers at once, by the rules of `reassess_standing`."""

from datetime import datetime
from typing import Any, Final

from psycopg import Connection

from domain.customers.reassess_standing import FEW_ORDERS, GOLD, MANY_CANCELLATIONS, MANY_REFUNDS, SILVER, YEAR
from domain.kernel.money import minor_digits

_FACTS: Final = """
CREATE TEMPORARY TABLE standing_facts ON COMMIT DROP AS
WITH own AS (
    SELECT o.customer_id, count(*) AS orders, count(*) FILTER (WHERE o.status = 'cancelled') AS cancelled,
           max(o.placed_at) AS last_order_at
    FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.source = %(source)s GROUP BY o.customer_id
), moved AS (
    SELECT o.customer_id, p.currency,
           coalesce(sum(p.amount) FILTER (WHERE p.kind = 'captured'), 0) AS captured,
           coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refunded'), 0) AS refunded,
           coalesce(sum(CASE p.kind WHEN 'captured' THEN p.amount WHEN 'refunded' THEN -p.amount END)
                    FILTER (WHERE p.at > %(since)s), 0) AS spent
    FROM payment_entries p JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer_id
    WHERE c.source = %(source)s GROUP BY o.customer_id, p.currency
), main AS (SELECT DISTINCT ON (customer_id) * FROM moved ORDER BY customer_id, captured DESC, currency)
SELECT own.*, coalesce(main.captured, 0) AS captured, coalesce(main.refunded, 0) AS refunded,
       coalesce(main.spent, 0)::numeric / power(10, coalesce(d.digits, 2)) AS spent
FROM own LEFT JOIN main USING (customer_id)
LEFT JOIN unnest(%(currencies)s::text[], %(digits)s::int[]) AS d(currency, digits) ON d.currency = main.currency
"""
_CUSTOMERS: Final = """
UPDATE customers c SET order_count = f.orders, last_order_at = f.last_order_at,
    tier = CASE WHEN f.spent >= %(gold)s THEN 'gold' WHEN f.spent >= %(silver)s THEN 'silver' ELSE 'standard' END
FROM standing_facts f WHERE c.id = f.customer_id
"""
_REFUNDS: Final = """
INSERT INTO risk_flags (customer_id, kind, facts, raised_at)
SELECT customer_id, 'many_refunds', jsonb_build_object('share', round(refunded::numeric / captured, 2)::text), %(at)s
FROM standing_facts
WHERE captured > 0 AND orders - cancelled >= %(few)s AND refunded::float8 / captured > %(many_refunds)s
ON CONFLICT DO NOTHING
"""
_CANCELLATIONS: Final = """
INSERT INTO risk_flags (customer_id, kind, facts, raised_at)
SELECT customer_id, 'many_cancellations',
       jsonb_build_object('cancelled', cancelled::text, 'orders', orders::text), %(at)s
FROM standing_facts WHERE orders >= %(few)s AND cancelled::float8 / orders > %(many_cancellations)s
ON CONFLICT DO NOTHING
"""


def set_standing(connection: Connection[Any], *, source: str, currencies: list[str], at: datetime) -> None:
    """Bring what is derived from orders up to date for every customer of `source`; running it twice changes nothing."""
    values: dict[str, Any] = {
        "source": source,
        "since": at - YEAR,
        "at": at,
        "currencies": currencies,
        "digits": [minor_digits(currency) for currency in currencies],
        "gold": GOLD,
        "silver": SILVER,
        "few": FEW_ORDERS,
        "many_refunds": MANY_REFUNDS,
        "many_cancellations": MANY_CANCELLATIONS,
    }
    with connection.transaction(), connection.cursor() as cursor:
        for statement in (_FACTS, _CUSTOMERS, _REFUNDS, _CANCELLATIONS):
            cursor.execute(statement, values)
