"""Move an order on: released to its nodes, then being picked."""

from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderHold, OrderStatus
from domain.orders.load import load_order
from domain.work.unit import Unit


def release_order(unit: Unit, *, order: str | UUID) -> None:
    """Hand a pending order to its nodes. Records `order.released`; refuses one that is held."""
    unit.actor.require(Permission.ORDERS_WRITE)
    found = load_order(unit, order)
    _refuse_held(unit, found)
    _move(unit, found, OrderStatus.RELEASED)


def start_picking(unit: Unit, *, order: str | UUID) -> None:
    """Note that a node has begun to pick. Records `order.picking`; refuses an order that is held."""
    unit.actor.require(Permission.ORDERS_WRITE)
    found = load_order(unit, order)
    _refuse_held(unit, found)
    _move(unit, found, OrderStatus.PICKING)


def _move(unit: Unit, order: Order, status: OrderStatus) -> None:
    order.move_to(status)
    order.version += 1
    unit.record(
        f"order.{status}",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"number": order.number},
    )


def _refuse_held(unit: Unit, order: Order) -> None:
    query = select(OrderHold.reason).where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None))
    if (reason := unit.session.execute(query).scalars().first()) is not None:
        raise Conflict(
            code="order_held",
            en=f"Order {order.number} is on hold: {reason}",
            fr=f"La commande {order.number} est bloquée : {reason}",
        )
