"""Facts of past orders and cases, put together anew where few decisions were recorded.

What changes with time (a customer's tier and tags, an order's status) is as it is today; what is counted over days is
counted up to the day of the case.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.cases.facts import case_facts
from domain.kernel.clock import SetClock
from domain.work.unit import Unit
from rules_engine.simulation.replay import Past


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`keys` selects (at, id) of everything from :since until :until; `rows` reads a chunk, see `past.pasts_of`."""

    keys: str
    rows: Callable[[Unit, Mapping[str, Any]], list[Past]]


def _cases(unit: Unit, span: Mapping[str, Any]) -> list[Past]:
    """Every case, as if it were opened once more."""
    return [_case(unit, row) for row in unit.session.execute(_CASES, span).all()]


def _case(unit: Unit, row: Any) -> Past:
    then = replace(unit, clock=SetClock(row.at))
    about = {"topic": row.topic, "channel": row.channel, "language": row.language}
    facts = case_facts(then, **about, customer_id=row.customer_id, order_id=row.order_id)
    return Past("case", row.id, row.at, facts)


def _questions(unit: Unit, span: Mapping[str, Any]) -> list[Past]:
    """Every gift and every return of a line, in the order in which they were asked for."""
    return sorted([*_gifts(unit, span), *_returns(unit, span)], key=lambda past: (past.at, past.subject_id))


def _gifts(unit: Unit, span: Mapping[str, Any]) -> list[Past]:
    """Every gift, as if it were asked for once more by who gave it, with their role of today."""
    return [
        Past(
            "gift",
            row.id,
            row.at,
            {
                "question": "limits",
                "role": row.role or "system",
                "kind": row.kind,
                "currency": row.currency,
                "amount": row.amount,
                "reason": row.reason,
                "customer_tier": row.tier,
            },
        )
        for row in unit.session.execute(_GIFTS, span)
    ]


def _returns(unit: Unit, span: Mapping[str, Any]) -> list[Past]:
    """Every line that was to come back, as if it were asked for once more. Who took the return is not known."""
    return [
        Past(
            "return",
            row.id,
            row.at,
            {
                "question": "return_policy",
                "return_channel": row.channel,
                "category": row.category or "",
                "reason": row.reason,
                "sku": row.sku,
                "quantity": row.quantity,
                "days_since_delivery": max((row.at - row.since).days, 0),
                "source": row.source or "",
                "country": row.country or "",
            },
        )
        for row in unit.session.execute(_RETURNS, span)
    ]


def _lines(unit: Unit, span: Mapping[str, Any]) -> list[Past]:
    """Every line that was sold, as if it were to be sourced once more."""
    return [Past("line", row.id, row.at, _of_line(row)) for row in unit.session.execute(_LINES, span)]


def facts_of_lines_sold(unit: Unit, orders: Collection[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """The same facts of each line of these orders."""
    return {row.id: _of_line(row) for row in unit.session.execute(_LINES_OF_ORDERS, {"orders": list(orders)})}


def _of_line(row: Any) -> Mapping[str, Any]:
    return {
        "country": row.country,
        "region": row.region,
        "postcode": row.postcode,
        "sku": row.sku,
        "category": row.category,
        "quantity": row.quantity,
        "lines": row.lines,
        "order_total": row.total,
        "order_currency": row.currency,
        "order_channel": row.channel,
    }


_SPAN: Final = """
    ({at}, {id}) >= (:at, :id) AND {at} < :until AND {at} <= :last
    AND (CAST(:next_at AS timestamptz) IS NULL OR ({at}, {id}) < (:next_at, :next_id))
    ORDER BY {at}, {id}
"""
_CASES: Final = text(
    f"""
    SELECT id, opened_at AS at, topic, channel, language, customer_id, order_id FROM cases
    WHERE {_SPAN.format(at="opened_at", id="id")}
    """  # noqa: S608
)
_GIFTS: Final = text(
    f"""
    SELECT allowances.id, allowances.at, kind, amount, currency, reason, customers.tier, staff_members.role
    FROM allowances JOIN customers ON customers.id = allowances.customer_id
    LEFT JOIN staff_members ON staff_members.id = allowances.actor_id
    WHERE {_SPAN.format(at="allowances.at", id="allowances.id")}
    """  # noqa: S608
)
# The time to return a line counts from the last parcel with it, else of the order, else from the order itself; of an
# imported order from the import. What came later than the return was not known then.
_RETURNS: Final = text(
    f"""
    SELECT
        return_lines.order_line_id AS id, returns.requested_at AS at, returns.channel, return_lines.reason,
        return_lines.quantity, order_lines.sku, products.category, orders.source,
        orders.shipping_address ->> 'country' AS country,
        GREATEST(COALESCE(
            (SELECT max(delivered_at) FROM shipments JOIN shipment_lines ON shipment_lines.shipment_id = shipments.id
                WHERE shipment_lines.order_line_id = order_lines.id AND delivered_at <= returns.requested_at),
            (SELECT max(delivered_at) FROM shipments
                WHERE shipments.order_id = orders.id AND delivered_at <= returns.requested_at),
            orders.placed_at
        ), CASE WHEN orders.source IS NOT NULL THEN
            (SELECT min(recorded_at) FROM events WHERE events.order_id = orders.id AND events.type = 'order.placed'
                AND events.cause = 'import' AND recorded_at <= returns.requested_at) END) AS since
    FROM returns JOIN return_lines ON return_lines.return_id = returns.id
    JOIN order_lines ON order_lines.id = return_lines.order_line_id JOIN orders ON orders.id = returns.order_id
    LEFT JOIN variants ON variants.sku = order_lines.sku LEFT JOIN products ON products.id = variants.product_id
    WHERE {_SPAN.format(at="returns.requested_at", id="return_lines.order_line_id")}
    """  # noqa: S608
)
_LINES_SOLD: Final = """
    SELECT
        order_lines.id, orders.placed_at AS at, order_lines.sku, order_lines.quantity, orders.total, orders.currency,
        orders.channel, products.category,
        orders.shipping_address ->> 'country' AS country, orders.shipping_address ->> 'region' AS region,
        orders.shipping_address ->> 'postal_code' AS postcode,
        (SELECT count(*) FROM order_lines AS others WHERE others.order_id = orders.id) AS lines
    FROM orders JOIN order_lines ON order_lines.order_id = orders.id
    LEFT JOIN variants ON variants.sku = order_lines.sku LEFT JOIN products ON products.id = variants.product_id
"""
_LINES: Final = text(f"{_LINES_SOLD} WHERE {_SPAN.format(at='orders.placed_at', id='order_lines.id')}")
_LINES_OF_ORDERS: Final = text(f"{_LINES_SOLD} WHERE orders.id = ANY(:orders)")

REBUILT: Final[Mapping[str, Rebuilt]] = {
    "routing": Rebuilt(
        "SELECT opened_at AS at, id FROM cases WHERE opened_at >= :since AND opened_at < :until", _cases
    ),
    "policy": Rebuilt(
        "SELECT at, id FROM allowances WHERE at >= :since AND at < :until UNION ALL SELECT requested_at, order_line_id"
        " FROM returns JOIN return_lines ON return_id = returns.id"
        " WHERE requested_at >= :since AND requested_at < :until",
        _questions,
    ),
    "sourcing": Rebuilt(
        "SELECT orders.placed_at AS at, order_lines.id FROM orders JOIN order_lines ON order_lines.order_id = orders.id"
        " WHERE orders.placed_at >= :since AND orders.placed_at < :until",
        _lines,
    ),
}
