"""Until when an order may still be changed."""

from sqlalchemy import select

from domain.kernel.errors import Conflict
from domain.models.order import Order, OrderHold
from domain.work.unit import Unit

BEFORE_PICKING = ("pending", "released")
BEFORE_LEAVING = (*BEFORE_PICKING, "picking")


def refuse_picked(order: Order, *, code: str = "too_late_to_edit") -> None:
    """Refuse with `Conflict` an order that is being picked, has left or is cancelled."""
    if order.status not in BEFORE_PICKING:
        raise Conflict(
            code=code,
            en=f"Order {order.number} is {order.status}: it can no longer be changed.",
            fr=f"La commande {order.number} est à l’état « {order.status} » : elle ne peut plus être modifiée.",
            details={"status": order.status},
        )


def refuse_left(order: Order, *, code: str = "too_late") -> None:
    """Refuse with `Conflict` an order of which anything has left, or that is cancelled."""
    if order.status not in BEFORE_LEAVING or any(line.shipped for line in order.lines):
        raise Conflict(
            code=code,
            en=f"Order {order.number} has left or is cancelled: it can no longer be changed.",
            fr=f"La commande {order.number} est partie ou annulée : elle ne peut plus être modifiée.",
            details={"status": order.status},
        )


def remark_hold(unit: Unit, order: Order) -> None:
    """An order on hold may be changed; whoever looks at the preview is told that it stays there."""
    held = select(OrderHold.id).where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None)).limit(1)
    if unit.session.execute(held).first() is not None:
        unit.remark("on_hold", en="The order is on hold and stays so.", fr="La commande est bloquée et le reste.")
