"""Cancel an order, or some of it, before it leaves."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.inventory import Node
from domain.models.order import Order, OrderStatus
from domain.orders.cancelled_pieces import BEFORE_LEAVING, CancelledPieces, Pieces, all_that_is_left, named_pieces
from domain.orders.close_shipped import close_shipped
from domain.orders.drop_extras import drop_extras
from domain.orders.hold import release_all_holds
from domain.orders.load import order_to_change
from domain.orders.take_off import take_off
from domain.payments.settle_difference import settle_difference
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

__all__ = ["CancelledPieces", "cancel_order"]


def cancel_order(
    unit: Unit,
    *,
    order: str | UUID,
    reason: str,
    lines: Sequence[CancelledPieces] | None = None,
    expected_version: int | None = None,
) -> None:
    """Cancel the whole order, or pieces of `lines`: they are let go, and what was paid for them goes back.

    Pieces that have left are never cancelled. When nothing is left of an order, its shipping and fees are dropped,
    its holds released and what is only authorised is voided; an order of which a part has left is then shipped. While
    it is being picked, the nodes are asked to stop the goods (`order.recall_asked`). Records `order.cancelled` or
    `order.lines_cancelled`, and what happens to the money. Refuses with `Conflict` what has left, in part or whole.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    found = order_to_change(unit, order, expected_version)
    picking, before = found.status == OrderStatus.PICKING, found.total
    pieces = _whole(found) if lines is None else named_pieces(found, lines)
    take_off(unit, found, pieces, reason="cancelled")
    found.version += 1
    if any(line.quantity > line.cancelled for line in found.lines):
        reprice(unit, found)
        _record(unit, found, "order.lines_cancelled", why, **_what(pieces, before - found.total, found.currency))
        close_shipped(unit, found)
    else:
        _end(unit, found, why)
    if picking:
        _recall(unit, found, pieces)
    settle_difference(unit, found, reason="cancelled")


def _whole(order: Order) -> Pieces:
    if order.status in BEFORE_LEAVING and any(line.shipped for line in order.lines):
        raise Conflict(
            code="partly_shipped",
            en=f"A part of order {order.number} has left; name the lines that are to be cancelled.",
            fr=f"Une partie de la commande {order.number} est partie ; indiquez les lignes à annuler.",
        )
    order.move_to(OrderStatus.CANCELLED)
    return all_that_is_left(order)


def _end(unit: Unit, order: Order, why: str) -> None:
    if order.status != OrderStatus.CANCELLED:
        order.move_to(OrderStatus.CANCELLED)
    order.cancelled_at, order.cancel_reason = unit.now, why
    drop_extras(unit, order)
    reprice(unit, order)
    _record(unit, order, "order.cancelled", why)
    release_all_holds(unit, order)


def _what(pieces: Pieces, amount: int, currency: str) -> dict[str, object]:
    lines = [{"sku": line.sku, "quantity": quantity} for line, quantity in pieces]
    return {"lines": lines, "amount": amount, "currency": currency}


def _recall(unit: Unit, order: Order, pieces: Pieces) -> None:
    """Where the goods are still in a node's hands, it is to stop them."""
    nodes = select(Node.id, Node.code).where(Node.id.in_({line.source_node_id for line, _ in pieces}))
    codes = {id: code for id, code in unit.session.execute(nodes)}
    asked = {str(line.id): codes[line.source_node_id] for line, _ in pieces if line.source_node_id}
    if asked:
        _record(unit, order, "order.recall_asked", "cancelled", nodes=asked)


def _record(unit: Unit, order: Order, type: str, reason: str, **data: object) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"number": order.number, "reason": reason, **data},
    )
