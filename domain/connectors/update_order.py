"""Bring an order up to date with what another system changed of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.connectors.records import OrderedLine, ToldOrder
from domain.edits.change_address import change_address
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.models.order import Order, OrderStatus
from domain.orders.cancel import CancelledPieces, cancel_order
from domain.orders.cancelled_pieces import BEFORE_LEAVING
from domain.orders.load import load_order
from domain.orders.record_payment import record_payment
from domain.payments.sums import payment_sums
from domain.work.unit import Unit

Parts = Mapping[str, str]


def update_order(
    unit: Unit, order_id: UUID, told: ToldOrder, lines: Sequence[OrderedLine], before: Parts, now: Parts, *, why: str
) -> None:
    """Change of a known order what differs between `before` and `now`: cancelled, pieces, address, what was paid.

    Refuses with `Conflict` "changed_elsewhere" other lines or another total: that is to be edited here by a person.
    """
    order = load_order(unit, order_id)
    for part, field in (("lines", "lines"), ("sums", "total")):
        if before.get(part) != now[part]:
            raise _changed_elsewhere(order, field)
    _pay(unit, order, told, before)
    if told.cancelled or _is_over(order, told):
        if order.status != OrderStatus.CANCELLED:
            cancel_order(unit, order=order_id, reason=why)
    else:
        _change(unit, order, told, lines, before, now, why=why)
    give_back_rest(unit, order_id, told)


def cancel_pieces(
    unit: Unit,
    order_id: UUID,
    told: ToldOrder,
    lines: Sequence[OrderedLine],
    kept_before: Sequence[int],
    *,
    why: str,
) -> None:
    """Cancel what is kept of `lines` no longer. The lines of an order stand in the order of `lines`."""
    order = load_order(unit, order_id)
    ours = sorted(order.lines, key=lambda line: line.position)
    pieces = []
    for i, (line, kept) in enumerate(zip(lines, kept_before, strict=True)):
        if line.kept > kept:
            raise _changed_elsewhere(order, f"lines[{told.lines.index(line)}].kept")
        # What was cancelled here already is not cancelled once more.
        fewer = min(kept - line.kept, ours[i].quantity - ours[i].cancelled - line.kept)
        if fewer > 0:
            pieces.append(CancelledPieces(line_id=ours[i].id, quantity=fewer))
    if pieces:
        cancel_order(unit, order=order_id, reason=why, lines=pieces)


def give_back_rest(unit: Unit, order_id: UUID, told: ToldOrder) -> None:
    """Book what went back there and is not booked here yet: cancelling books what it gives back by itself."""
    sums = payment_sums(unit, order_id)
    more = (told.refunded.minor if told.refunded else 0) - sums.refunded - sums.pending_refunded
    if more > 0:
        record_payment(unit, order=order_id, kind="refunded", amount=Money(more, told.currency))


def _is_over(order: Order, told: ToldOrder) -> bool:
    """Everything was given back there before anything left: nothing is to leave."""
    given_back = told.refunded is not None and told.refunded.minor >= told.total.minor > 0
    return given_back and order.status in BEFORE_LEAVING and not any(line.shipped for line in order.lines)


def _change(
    unit: Unit, order: Order, told: ToldOrder, lines: Sequence[OrderedLine], before: Parts, now: Parts, *, why: str
) -> None:
    if before.get("cancelled"):
        raise _changed_elsewhere(order, "cancelled")
    if before.get("kept") != now["kept"]:
        kept = [int(each) for each in before.get("kept", "").split(",") if each]
        cancel_pieces(unit, order.id, told, lines, kept, why=why)
    if before.get("address") != now["address"]:
        change_address(unit, order=order.id, address=told.shipping_address)


def _pay(unit: Unit, order: Order, told: ToldOrder, before: Parts) -> None:
    more = (told.paid.minor if told.paid else 0) - int(before.get("paid", "0"))
    if more > 0:
        record_payment(unit, order=order.id, kind="captured", amount=Money(more, order.currency))


def _changed_elsewhere(order: Order, field: str) -> Conflict:
    return Conflict(
        field=field,
        code="changed_elsewhere",
        en=f"Order {order.number} has other lines or another total there now; edit it here as well.",
        fr=f"La commande {order.number} y a maintenant d’autres lignes ou un autre total ; modifiez-la ici aussi.",
    )
