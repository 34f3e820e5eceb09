"""What is known of customers when alerting rules are asked: plain values by the names of the vocabulary."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.work.unit import Unit

# The records of one person are one customer. Sums are in the currency of their newest order.
_STATEMENT: Final = text(
    """
    WITH wanted AS (
        SELECT asked.id AS asked, kept.id, kept.tier, kept.language, kept.created_at,
            ARRAY(SELECT id FROM customers WHERE id = kept.id OR merged_into_id = kept.id) AS members
        FROM unnest(CAST(:ids AS uuid[])) AS asked (id)
        JOIN customers one ON one.id = asked.id
        JOIN customers kept ON kept.id = coalesce(one.merged_into_id, one.id)
    ), known AS (
        SELECT wanted.*, (
            SELECT currency FROM orders WHERE customer_id = ANY(members) ORDER BY placed_at DESC LIMIT 1
        ) AS money
        FROM wanted
    )
    SELECT known.asked, true AS customer_known, tier AS customer_tier, language AS customer_language,
        created_at AS customer_since, money AS customer_currency,
        (SELECT country FROM customer_addresses WHERE customer_id = known.id ORDER BY position LIMIT 1)
            AS customer_country,
        ARRAY(SELECT DISTINCT tag FROM customer_tags WHERE customer_id = ANY(members) ORDER BY tag) AS customer_tags,
        ARRAY(SELECT DISTINCT kind FROM risk_flags WHERE customer_id = ANY(members) ORDER BY kind) AS customer_risks,
        (SELECT count(*) FROM orders WHERE customer_id = ANY(members) AND placed_at >= :month) AS orders_30d,
        (SELECT count(*) FROM returns WHERE customer_id = ANY(members) AND requested_at >= :quarter) AS returns_90d,
        (SELECT count(*) FROM cases WHERE customer_id = ANY(members) AND opened_at >= :week) AS contacts_7d,
        (SELECT count(*) FROM cases WHERE customer_id = ANY(members) AND status <> 'closed') AS open_cases,
        (SELECT coalesce(sum(amount), 0)::bigint FROM allowances WHERE customer_id = ANY(members)
            AND kind = 'goodwill' AND currency = money AND at >= :first) AS goodwill_this_month,
        paid.*, disputed.*
    FROM known
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE kind = 'refunded' AND at >= :month) AS refunds_30d,
            coalesce(sum(amount) FILTER (WHERE kind = 'refunded' AND at >= :month AND e.currency = money), 0)::bigint
                AS refunds_30d_amount,
            (coalesce(sum(amount) FILTER (WHERE kind = 'captured' AND e.currency = money), 0)
                - coalesce(sum(amount) FILTER (WHERE kind = 'refunded' AND e.currency = money), 0))::bigint
                AS lifetime_value
        FROM payment_entries e JOIN orders ON orders.id = e.order_id WHERE orders.customer_id = ANY(members)
    ) AS paid
    CROSS JOIN LATERAL (
        SELECT count(*) AS open_disputes,
            coalesce(sum(amount) FILTER (WHERE currency = money), 0)::bigint AS open_dispute_amount
        FROM disputes WHERE customer_id = ANY(members) AND status IN ('open', 'answered')
    ) AS disputed
    """
)
_SUMS: Final = ("goodwill_this_month", "refunds_30d_amount", "lifetime_value", "open_dispute_amount")


def known_of_customers(unit: Unit, ids: Collection[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """The facts of each customer, by the id that was asked for, in one statement."""
    if not ids:
        return {}
    now = unit.now
    values = {
        "ids": sorted(ids),
        "week": now - timedelta(days=7),
        "month": now - timedelta(days=30),
        "quarter": now - timedelta(days=90),
        "first": now.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
    }
    found = {}
    for row in unit.session.execute(_STATEMENT, values).mappings():
        facts = dict(row)
        if facts["customer_currency"] is None:
            facts |= dict.fromkeys(_SUMS)
        found[facts.pop("asked")] = facts
    return found
