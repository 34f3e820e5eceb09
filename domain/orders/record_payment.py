"""Book a payment that happened on an order's ledger."""

from datetime import datetime
from uuid import UUID

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order
from domain.orders.load import load_order
from domain.orders.new_order import NewPayment, check_choice, check_past
from domain.payments.ledger import KINDS, check_entry_amount, refuse_above_captured, write_entry
from domain.payments.methods import method_of
from domain.work.unit import Unit


def record_payment(
    unit: Unit,
    *,
    order: str | UUID,
    kind: str,
    amount: Money,
    payment_method_id: UUID | None = None,
    external_ref: str | None = None,
    at: datetime | None = None,
) -> UUID:
    """Book what a payment system says happened: `kind` is one of `KINDS`, `amount` positive.

    Records `payment.captured` and the like. Refuses a refund above what was captured and not yet refunded, and a time
    in the future.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    moment = check_past(at or unit.now, unit.now, field="payment.at")
    found = load_order(unit, order)
    entry = NewPayment(kind=kind, amount=amount, payment_method_id=payment_method_id, external_ref=external_ref)
    return write_payment(unit, found, entry, field="payment", at=moment)


def write_payment(unit: Unit, order: Order, payment: NewPayment, *, field: str, at: datetime | None = None) -> UUID:
    """Book `payment` on the ledger of a locked order; for use cases that hold the lock already."""
    check_choice(payment.kind, KINDS, field=f"{field}.kind")
    check_entry_amount(order, payment.amount, field=f"{field}.amount")
    if payment.payment_method_id is not None:
        method_of(unit, order.customer_id, payment.payment_method_id, field=f"{field}.payment_method_id")
    if payment.kind == "refunded":
        refuse_above_captured(unit, order, payment.amount, field=f"{field}.amount")
    return write_entry(
        unit,
        order,
        kind=payment.kind,
        amount=payment.amount,
        method_id=payment.payment_method_id,
        external_ref=payment.external_ref,
        at=at,
        field=field,
    )
