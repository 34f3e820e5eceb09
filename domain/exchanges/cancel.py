"""Call an exchange off."""

from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.returns import Exchange, Return
from domain.orders.load import order_to_change
from domain.pricing.reprice import reprice
from domain.returns.swap import let_new_lines_go
from domain.work.unit import Unit


def cancel_exchange(
    unit: Unit, *, order: str | UUID, exchange_id: UUID, reason: str = "", expected_version: int | None = None
) -> UUID:
    """Call an exchange off whose old goods have not arrived: the new ones are let go, its return is cancelled.

    Records `exchange.cancelled`. Refuses one that has gone further, and one of another order (`NotFound`).
    """
    unit.actor.require(Permission.RETURNS_WRITE)
    why = clean_text(reason, field="reason", most=500, required=False)
    found = order_to_change(unit, order, expected_version)
    query = select(Exchange).where(Exchange.id == exchange_id, Exchange.order_id == found.id).with_for_update()
    exchange = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if exchange is None:
        raise NotFound.of("exchange", "échange", exchange_id)
    exchange.move_to("cancelled", at=unit.now)
    back = unit.session.execute(select(Return).where(Return.exchange_id == exchange.id).with_for_update()).scalar_one()
    back.move_to("cancelled", at=unit.now)
    let_new_lines_go(unit, found, exchange)
    reprice(unit, found)
    found.version += 1
    unit.record(
        "exchange.cancelled",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={
            "exchange_id": str(exchange.id),
            "return_id": str(back.id),
            "reason": why,
            "lines": [{name: line[name] for name in ("sku", "new_sku", "quantity")} for line in exchange.lines],
        },
    )
    return exchange.id
