"""Keep an order back, and let it go on."""

from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderHold
from domain.orders.load import load_order
from domain.work.unit import Unit

HOLDABLE = ("draft", "pending", "released", "picking")


def hold_order(unit: Unit, *, order: str | UUID, reason: str) -> UUID:
    """Keep an order that has not left back for `reason`. Records `order.held`."""
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order)
    if found.status not in HOLDABLE:
        raise Conflict(
            code="not_holdable",
            en=f"Order {found.number} is {found.status}; it can no longer be held.",
            fr=f"La commande {found.number} est à l’état « {found.status} » ; elle ne peut plus être bloquée.",
        )
    hold = OrderHold(
        id=new_id(at=unit.now), order_id=found.id, reason=why, placed_at=unit.now, placed_by=unit.actor.name
    )
    unit.session.add(hold)
    _record(unit, found, "order.held", hold)
    return hold.id


def release_hold(unit: Unit, *, hold_id: UUID) -> None:
    """Let the order go on, as far as this hold is concerned. Records `order.hold_released`."""
    unit.actor.require(Permission.ORDERS_WRITE)
    owner = unit.session.execute(select(OrderHold.order_id).where(OrderHold.id == hold_id)).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("hold", "blocage", hold_id)
    found = load_order(unit, owner)
    hold = unit.session.execute(select(OrderHold).where(OrderHold.id == hold_id)).scalar_one()
    if hold.released_at is None:
        hold.released_at = unit.now
        _record(unit, found, "order.hold_released", hold)


def _record(unit: Unit, order: Order, type: str, hold: OrderHold) -> None:
    order.version += 1
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"hold_id": str(hold.id), "reason": hold.reason},
    )
