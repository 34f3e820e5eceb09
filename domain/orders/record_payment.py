"""Book a payment that happened on an order's ledger."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentEntry
from domain.orders.load import load_order
from domain.orders.new_order import NewPayment, check_amount, check_choice, check_past
from domain.work.unit import Unit

KINDS = ("authorised", "captured", "refunded", "voided")


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
    _check(unit, order, payment, field)
    reference = payment.external_ref
    entry = PaymentEntry(
        id=new_id(at=at or unit.now),
        order_id=order.id,
        payment_method_id=payment.payment_method_id,
        kind=payment.kind,
        amount=payment.amount.minor,
        currency=order.currency,
        status="settled",
        external_ref=clean_text(reference, field=f"{field}.external_ref", most=200) if reference else None,
        at=at or unit.now,
    )
    unit.session.add(entry)
    unit.session.flush()
    unit.record(
        f"payment.{payment.kind}",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=entry.at,
        data={
            "payment_id": str(entry.id),
            "amount": entry.amount,
            "currency": entry.currency,
            "payment_method_id": str(entry.payment_method_id) if entry.payment_method_id else None,
        },
    )
    return entry.id


def _check(unit: Unit, order: Order, payment: NewPayment, field: str) -> None:
    check_choice(payment.kind, KINDS, field=f"{field}.kind")
    if not check_amount(payment.amount, order.currency, field=f"{field}.amount"):
        raise Invalid(
            field=f"{field}.amount",
            code="zero_amount",
            en=f"“{field}.amount” must not be zero.",
            fr=f"« {field}.amount » ne peut pas être zéro.",
        )
    if payment.payment_method_id is not None:
        own = select(PaymentMethod.id).where(
            PaymentMethod.id == payment.payment_method_id, PaymentMethod.customer_id == order.customer_id
        )
        if unit.session.execute(own).scalar_one_or_none() is None:
            raise NotFound.of("payment method of this customer", "moyen de paiement", payment.payment_method_id)
    if payment.kind == "refunded" and payment.amount.minor > _refundable(unit, order):
        raise Conflict(
            code="refund_above_captured",
            field=f"{field}.amount",
            en=f"Only {Money(_refundable(unit, order), order.currency)} can still be refunded on {order.number}.",
            fr=f"Il ne reste que {Money(_refundable(unit, order), order.currency)} à rembourser sur {order.number}.",
        )


def _refundable(unit: Unit, order: Order) -> int:
    captured = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "captured"), 0)
    refunded = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "refunded"), 0)
    query = select(captured - refunded).where(PaymentEntry.order_id == order.id)
    return int(unit.session.execute(query).scalar_one())
