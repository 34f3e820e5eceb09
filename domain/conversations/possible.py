"""Which actions an order allows as it stands. The use cases have the last word."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from domain.edits.too_late import BEFORE_LEAVING, BEFORE_PICKING
from domain.orders.rows import OrderDetail, OrderLineRow
from domain.orders.with_customer import with_customer


def to_cancel(order: OrderDetail) -> Mapping[UUID, int]:
    """Pieces by line that have not left."""
    return {line.id: line.quantity - line.cancelled - line.shipped for line in order.lines}


def to_keep(order: OrderDetail) -> Mapping[UUID, int]:
    """Pieces by line that are still ordered."""
    return {line.id: _kept(line) for line in order.lines if line.status != "awaiting"}


def to_send_again(order: OrderDetail) -> Mapping[UUID, int]:
    """Pieces by line that left and did not come back."""
    return {line.id: line.shipped - line.returned for line in order.lines}


def _kept(line: OrderLineRow) -> int:
    return line.quantity - line.cancelled - line.returned


def _has_not_left(order: OrderDetail) -> bool:
    return order.status in BEFORE_LEAVING and not any(line.shipped for line in order.lines)


def _was_paid(order: OrderDetail) -> bool:
    return order.captured.minor > order.refunded.minor


def _is_priced(order: OrderDetail) -> bool:
    return order.status not in ("draft", "cancelled") and order.subtotal.minor > 0


_ALLOWED: Final[Mapping[str, Callable[[OrderDetail], bool]]] = {
    "cancel": lambda order: order.status != "cancelled" and any(left > 0 for left in to_cancel(order).values()),
    "edit": lambda order: order.status in BEFORE_PICKING,
    "change_address": _has_not_left,
    "change_payment": _has_not_left,
    "change_fulfilment": lambda order: order.status in BEFORE_PICKING,
    "return": lambda order: any(with_customer(order).values()),
    "exchange": lambda order: any(with_customer(order).values()),
    "replace": lambda order: any(gone > 0 for gone in to_send_again(order).values()),
    "refund": _was_paid,
    "open_dispute": _was_paid,
    "price_match": _is_priced,
    "discount": _is_priced,
    "goodwill": lambda order: order.status not in ("draft", "cancelled") and order.total.minor > 0,
    "retry_payment": lambda order: any(each.status in ("pending", "refused") for each in order.payments),
}
SUGGESTED: Final = tuple(_ALLOWED)


def is_possible(action: str, order: OrderDetail) -> bool:
    """Whether `action`, one of `SUGGESTED`, makes sense for the order as it stands."""
    return _ALLOWED[action](order)
