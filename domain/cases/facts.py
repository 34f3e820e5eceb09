"""What is known of a case when it is routed: plain values by the names of the vocabulary. None: not known."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, text

from domain.models.customer import Customer, CustomerAddress, CustomerTag, RiskFlag
from domain.models.order import Order, OrderHold
from domain.work.family import members_of
from domain.work.unit import Unit

WINDOW: Final = timedelta(days=30)


def case_facts(
    unit: Unit, *, topic: str, channel: str, language: str, customer_id: UUID | None, order_id: UUID | None
) -> dict[str, Any]:
    """The facts of a case that is about to be opened, in a constant number of statements; amounts in minor units."""
    facts: dict[str, Any] = {
        "topic": topic,
        "channel": channel,
        "language": language,
        "customer_known": customer_id is not None,
        **(_of_customer(unit, customer_id) if customer_id else dict.fromkeys(_OF_CUSTOMER)),
        **(_of_order(unit, order_id) if order_id else dict.fromkeys(_OF_ORDER)),
    }
    return facts


_OF_CUSTOMER: Final = (
    *("customer_tier", "customer_country", "customer_tags", "customer_risks"),
    *("orders_30d", "refunds_30d", "open_disputes"),
)
_OF_ORDER: Final = ("order_status", "order_total", "order_currency", "order_held", "order_age_days", "order_channel")

_COUNTS = text(
    """
    SELECT
        (SELECT count(*) FROM orders
         WHERE customer_id = ANY(:members) AND placed_at BETWEEN :since AND :now) AS orders_30d,
        (SELECT count(*) FROM payment_entries JOIN orders ON orders.id = payment_entries.order_id
         WHERE orders.customer_id = ANY(:members) AND payment_entries.kind = 'refunded'
         AND payment_entries.at BETWEEN :since AND :now) AS refunds_30d,
        (SELECT count(*) FROM disputes
         WHERE customer_id = ANY(:members) AND status IN ('open', 'answered')) AS open_disputes
    """
)


def _of_customer(unit: Unit, customer_id: UUID) -> dict[str, Any]:
    members = list(members_of(unit, customer_id))
    country = (
        select(CustomerAddress.country)
        .where(CustomerAddress.customer_id == customer_id)
        .order_by(CustomerAddress.position)
        .limit(1)
        .scalar_subquery()
    )
    tags = select(func.array_agg(CustomerTag.tag)).where(CustomerTag.customer_id.in_(members)).scalar_subquery()
    risks = select(func.array_agg(RiskFlag.kind)).where(RiskFlag.customer_id.in_(members)).scalar_subquery()
    query = select(Customer.tier, country, tags, risks).where(Customer.id == customer_id)
    tier, where, tagged, risky = unit.session.execute(query).one()
    counts = unit.session.execute(_COUNTS, {"members": members, "since": unit.now - WINDOW, "now": unit.now}).one()
    return {
        "customer_tier": tier,
        "customer_country": where,
        "customer_tags": sorted(set(tagged or ())),
        "customer_risks": sorted(set(risky or ())),
        "orders_30d": counts.orders_30d,
        "refunds_30d": counts.refunds_30d,
        "open_disputes": counts.open_disputes,
    }


def _of_order(unit: Unit, order_id: UUID) -> dict[str, Any]:
    held = select(OrderHold.id).where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None)).exists()
    query = select(Order.status, Order.total, Order.currency, held, Order.placed_at, Order.channel)
    status, total, currency, is_held, placed_at, channel = unit.session.execute(query.where(Order.id == order_id)).one()
    return {
        "order_status": status,
        "order_total": total,
        "order_currency": currency,
        "order_held": is_held,
        "order_age_days": max((unit.now - placed_at).days, 0),
        "order_channel": channel,
    }
