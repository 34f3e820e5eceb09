"""Cancel an order that has not left."""

from uuid import UUID

from sqlalchemy import func, select

from domain.events.event import Stream
from domain.inventory.reservations import let_go
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderStatus, PaymentEntry
from domain.orders.load import load_order
from domain.orders.new_order import NewPayment
from domain.orders.record_payment import write_payment
from domain.work.unit import Unit


def cancel_order(unit: Unit, *, order: str | UUID, reason: str, expected_version: int | None = None) -> None:
    """Cancel the whole order: its pieces are let go, what was captured is refunded to where it came from.

    Records `order.cancelled` and one `payment.refunded` per payment method. Refuses an order that has left.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order, expected_version=expected_version)
    found.move_to(OrderStatus.CANCELLED)
    found.cancelled_at, found.cancel_reason, found.version = unit.now, why, found.version + 1
    let_go(unit, line_ids=[line.id for line in found.lines], reason="cancelled")
    for line in found.lines:
        line.cancelled, line.status = line.quantity - line.shipped, "cancelled"
    unit.record(
        "order.cancelled",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={"number": found.number, "reason": why},
    )
    for method_id, minor in _to_give_back(unit, found):
        refund = NewPayment("refunded", Money(minor, found.currency), method_id)
        write_payment(unit, found, refund, field="refund")


def _to_give_back(unit: Unit, order: Order) -> list[tuple[UUID | None, int]]:
    captured = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "captured"), 0)
    refunded = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "refunded"), 0)
    query = (
        select(PaymentEntry.payment_method_id, captured - refunded)
        .where(PaymentEntry.order_id == order.id)
        .group_by(PaymentEntry.payment_method_id)
        .having(captured - refunded > 0)
    )
    return [(method_id, int(minor)) for method_id, minor in unit.session.execute(query)]
