"""Take pieces off an order that have not left: out of its price, and back to where they are kept."""

from domain.inventory.reservations import keep_at_most, lock_stock_of
from domain.models.order import Order, OrderLine
from domain.orders.cancelled_pieces import Pieces
from domain.pricing.drop_pieces import drop_pieces
from domain.work.unit import Unit


def take_off(unit: Unit, order: Order, pieces: Pieces, *, reason: str) -> None:
    """Count `pieces` of a locked order as cancelled: no more discount for them, nothing kept for them.

    `reprice` is to follow.
    """
    for line, quantity in pieces:
        drop_pieces(unit, order, line, quantity)
        line.cancelled += quantity
    lock_stock_of(unit, [(line, None) for line, _ in pieces])
    for line, _ in pieces:
        keep_at_most(unit, line=line, quantity=line.unshipped, reason=reason)
        line.status = _status(line)


def _status(line: OrderLine) -> str:
    if line.cancelled == line.quantity:
        return "cancelled"
    return line.status if line.unshipped else "shipped"
