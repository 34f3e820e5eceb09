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


def hold_order(unit: Unit, *, order: str | UUID, reason: str, expected_version: int | None = None) -> UUID:
    """Keep an order that has not left back for `reason`, and tell the id of the hold. Records `order.held`."""
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order, expected_version=expected_version)
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
    found.version += 1
    _record(unit, found, "order.held", hold)
    return hold.id


def release_hold(unit: Unit, *, order: str | UUID, hold_id: UUID, expected_version: int | None = None) -> None:
    """Let the order go on, as far as this hold of it is concerned. Records `order.hold_released`.

    Refuses with `NotFound` a hold of another order; one that is released already changes nothing.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    found = load_order(unit, order, expected_version=expected_version)
    query = select(OrderHold).where(OrderHold.id == hold_id, OrderHold.order_id == found.id)
    hold = unit.session.execute(query).scalar_one_or_none()
    if hold is None:
        raise NotFound.of("hold", "blocage", hold_id)
    if hold.released_at is None:
        found.version += 1
        _release(unit, found, hold)


def release_all_holds(unit: Unit, order: Order) -> None:
    """Release what keeps a locked order back that there is nothing left of."""
    query = select(OrderHold).where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None))
    for hold in unit.session.execute(query.order_by(OrderHold.placed_at, OrderHold.id)).scalars().all():
        _release(unit, order, hold)


def _release(unit: Unit, order: Order, hold: OrderHold) -> None:
    hold.released_at = unit.now
    _record(unit, order, "order.hold_released", hold)


def _record(unit: Unit, order: Order, type: str, hold: OrderHold) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"hold_id": str(hold.id), "reason": hold.reason},
    )
