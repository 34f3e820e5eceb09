"""What is known of orders when alerting rules are asked: plain values by the names of the vocabulary."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.work.unit import Unit

_STATEMENT: Final = text(
    """
    SELECT o.id AS asked, o.status AS order_status, o.channel AS order_channel, o.currency AS order_currency,
        o.total AS order_total, o.fulfilment AS order_fulfilment, o.placed_at AS order_placed_at,
        o.shipping_address->>'country' AS order_country,
        o.total - paid.captured + paid.refunded AS order_balance,
        EXISTS (SELECT FROM order_holds WHERE order_id = o.id AND released_at IS NULL) AS order_held,
        ARRAY(SELECT tag FROM order_tags WHERE order_id = o.id ORDER BY tag) AS order_tags,
        lines.order_pieces, lines.order_skus, lines.promised_on,
        ARRAY(
            SELECT DISTINCT p.category FROM variants v JOIN products p ON p.id = v.product_id
            WHERE v.sku = ANY(lines.order_skus) AND p.category <> ''
        ) AS order_categories
    FROM orders o
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount) FILTER (WHERE kind = 'captured'), 0)::bigint AS captured,
            coalesce(sum(amount) FILTER (WHERE kind = 'refunded'), 0)::bigint AS refunded
        FROM payment_entries WHERE order_id = o.id
    ) AS paid
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(quantity), 0)::bigint AS order_pieces, max(promised_on) AS promised_on,
            (array_agg(DISTINCT sku) FILTER (WHERE sku <> ''))[1:1000] AS order_skus
        FROM order_lines WHERE order_id = o.id AND cancelled < quantity
    ) AS lines
    WHERE o.id = ANY(:ids)
    """
)


def known_of_orders(unit: Unit, ids: Collection[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """The facts of each order, in one statement. What is promised for a day is promised for its end (UTC)."""
    if not ids:
        return {}
    found = {}
    for row in unit.session.execute(_STATEMENT, {"ids": sorted(ids)}).mappings():
        facts = dict(row)
        promised_on = facts.pop("promised_on")
        facts["order_promised_at"] = _end_of(promised_on) if promised_on else None
        facts["order_age_days"] = max((unit.now - facts["order_placed_at"]).days, 0)
        found[facts.pop("asked")] = facts
    return found


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)
