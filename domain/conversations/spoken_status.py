"""Where an order is, for somebody who hears it. Parts of use cases."""

from typing import Any, Final

from sqlalchemy import exists, func, select

from domain.models.order import Order, OrderHold, OrderLine
from domain.models.shipment import Shipment
from domain.work.unit import Unit

_KEYS: Final = {
    letter: str(key)
    for key, letters in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), 2)
    for letter in letters
}


def spoken_status(unit: Unit, order: Order) -> dict[str, Any]:
    """Its number and status ("held" while it is kept back), and the day it is expected or was delivered on."""
    held = exists().where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None))
    expected = select(func.max(OrderLine.promised_on)).where(OrderLine.order_id == order.id)
    delivered = select(func.max(Shipment.delivered_at)).where(Shipment.order_id == order.id)
    is_held, promised, arrived = unit.session.execute(
        select(held, expected.scalar_subquery(), delivered.scalar_subquery())
    ).one()
    running = order.status in ("pending", "released", "picking", "shipped")
    return {
        "number": order.number,
        "status": "held" if is_held and running and order.status != "shipped" else order.status,
        "expected": promised if running and not is_held and promised and promised >= unit.now.date() else None,
        "delivered": arrived.date() if order.status == "delivered" and arrived else None,
    }


def as_keys(text: str) -> str:
    """The keys that somebody presses for a postal code: digits, and letters by their key."""
    return "".join(one if one.isascii() and one.isdigit() else _KEYS.get(one, "") for one in text.upper())
