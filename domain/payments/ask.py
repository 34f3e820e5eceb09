"""Move money by a means of payment: at once where it is an own credit, otherwise asked of the gateway."""

from dataclasses import dataclass
from uuid import UUID

from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.credits import move_credit
from domain.payments.ledger import write_entry
from domain.payments.methods import SETTLED_AT_ONCE, WITH_BALANCE
from domain.work.unit import Unit

TASK, QUEUE = "payments.settle", "payments"


@dataclass(frozen=True, slots=True)
class Why:
    """What money moves for: `reason` for people, the return, dispute or the like that it belongs to, the input."""

    reason: str
    subject_kind: str = ""
    subject_id: UUID | None = None
    field: str = "payment"


def move_money(
    unit: Unit,
    order: Order,
    method: PaymentMethod,
    *,
    kind: str,
    amount: Money,
    why: Why,
    follows_id: UUID | None = None,
    original: str = "",
) -> UUID:
    """Move `amount` for a locked order and tell the id that its ledger entry has, or will have.

    The caller has checked that it may. Own credits and invoices are booked at once; the rest becomes a payment intent,
    a `payment.asked` event and a job.
    """
    if method.kind not in SETTLED_AT_ONCE:
        return _ask(unit, order, method, kind, amount, why, follows_id, original)
    if method.kind in WITH_BALANCE and kind in ("captured", "refunded"):
        signed = amount if kind == "refunded" else -amount
        move_credit(unit, method, signed, field=why.field, reason=why.reason, order_id=order.id)
    return write_entry(unit, order, kind=kind, amount=amount, method_id=method.id, follows_id=follows_id)


def queue_settlement(unit: Unit, intent_id: UUID) -> None:
    """Have a worker ask the gateway; one job for an intent at a time."""
    unit.defer(TASK, queue=QUEUE, lock=f"payment:{intent_id}", intent_id=str(intent_id))


def _ask(
    unit: Unit,
    order: Order,
    method: PaymentMethod,
    kind: str,
    amount: Money,
    why: Why,
    follows_id: UUID | None,
    original: str,
) -> UUID:
    intent = PaymentIntent(
        id=new_id(at=unit.now),
        order_id=order.id,
        customer_id=order.customer_id,
        payment_method_id=method.id,
        kind=kind,
        amount=amount.minor,
        currency=amount.currency,
        status="pending",
        follows_id=follows_id,
        original=original,
        reason=why.reason,
        subject_kind=why.subject_kind,
        subject_id=why.subject_id,
        asked_by=unit.actor.name,
        attempts=0,
        problem="",
        created_at=unit.now,
    )
    unit.session.add(intent)
    unit.session.flush()
    record_of_intent(unit, "payment.asked", intent, reason=why.reason)
    queue_settlement(unit, intent.id)
    return intent.id


def record_of_intent(unit: Unit, type: str, intent: PaymentIntent, **data: str) -> None:
    """Record an event of an intent, on the order's stream."""
    unit.record(
        type,
        stream=Stream.of_order(intent.order_id),
        customer_id=intent.customer_id,
        order_id=intent.order_id,
        data={
            "intent_id": str(intent.id),
            "kind": intent.kind,
            "amount": intent.amount,
            "currency": intent.currency,
            "payment_method_id": str(intent.payment_method_id),
            **data,
        },
    )
