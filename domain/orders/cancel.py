"""Cancel an order that has not left."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.events.event import Stream
from domain.inventory.reservations import let_go
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderStatus
from domain.models.payment import PaymentEntry
from domain.orders.load import load_order
from domain.orders.new_order import NewPayment
from domain.orders.record_payment import write_payment
from domain.work.unit import Unit


def cancel_order(unit: Unit, *, order: str | UUID, reason: str, expected_version: int | None = None) -> None:
    """Cancel the whole order: its pieces are let go, what was captured is refunded to where it came from.

    What was authorised and not captured is voided. Records `order.cancelled`, and one `payment.refunded` or
    `payment.voided` per payment method. Refuses an order that has left, in part or whole.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order, expected_version=expected_version)
    found.move_to(OrderStatus.CANCELLED)
    _refuse_partly_shipped(found)
    found.cancelled_at, found.cancel_reason, found.version = unit.now, why, found.version + 1
    let_go(unit, line_ids=[line.id for line in found.lines], reason="cancelled")
    for line in found.lines:
        line.cancelled, line.status = line.quantity, "cancelled"
    unit.record(
        "order.cancelled",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={"number": found.number, "reason": why},
    )
    for payment in _to_settle(unit, found):
        write_payment(unit, found, payment, field="payment")


def _refuse_partly_shipped(order: Order) -> None:
    if any(line.shipped for line in order.lines):
        raise Conflict(
            code="partly_shipped",
            en=f"A part of order {order.number} has left; it can no longer be cancelled whole.",
            fr=f"Une partie de la commande {order.number} est partie ; elle ne peut plus être annulée en entier.",
        )


def _to_settle(unit: Unit, order: Order) -> Iterator[NewPayment]:
    query = select(
        PaymentEntry.payment_method_id,
        _sum_of("authorised"),
        _sum_of("captured"),
        _sum_of("refunded"),
        _sum_of("voided"),
    ).where(PaymentEntry.order_id == order.id)
    for method_id, *sums in unit.session.execute(query.group_by(PaymentEntry.payment_method_id)).all():
        authorised, captured, refunded, voided = map(int, sums)
        if captured > refunded:
            yield NewPayment("refunded", Money(captured - refunded, order.currency), method_id)
        if authorised > captured + voided:
            yield NewPayment("voided", Money(authorised - captured - voided, order.currency), method_id)


def _sum_of(kind: str) -> ColumnElement[Decimal]:
    return func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == kind), 0)
