"""What of an order the customer has."""

from collections.abc import Mapping
from uuid import UUID

from domain.orders.rows import OrderDetail, OrderLineRow

_OPEN = ("requested", "received")


def with_customer(order: OrderDetail) -> Mapping[UUID, int]:
    """Pieces that the customer has and that are not on their way back. Use cases count again."""
    held: dict[UUID, int] = {}
    for line in order.lines:
        arrived = _arrived(order, line)
        back = sum(each.lines.get(line.id, 0) for each in order.returns if _is_open(each.status, each.credited_at))
        held[line.id] = max(0, arrived - line.returned - back)
    return held


def _is_open(status: str, credited_at: object) -> bool:
    return status in _OPEN and credited_at is None


def _arrived(order: OrderDetail, line: OrderLineRow) -> int:
    if order.status == "delivered" or line.status in ("delivered", "returned"):
        return line.quantity - line.cancelled
    parcels = [parcel for parcel in order.shipments if parcel.status in ("delivered", "fetched")]
    return sum(parcel.lines.get(line.id, 0) for parcel in parcels)
