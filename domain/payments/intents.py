"""Payment intents, locked, and given up."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.money import Money
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.ask import record_of_intent
from domain.payments.sums import payment_sums
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


def lock_intent(unit: Unit, intent_id: UUID) -> PaymentIntent:
    """The intent, locked; after its customer and order where they are locked too. Or `NotFound`."""
    query = select(PaymentIntent).where(PaymentIntent.id == intent_id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise _no_such(intent_id)
    return found


def lock_intent_and_order(
    unit: Unit, intent_id: UUID, *, order: str | UUID | None = None
) -> tuple[PaymentIntent, Order]:
    """The intent and its order with lines, locked; `NotFound` when it is not of `order`, if that is told."""
    if order is None:
        query = select(PaymentIntent.order_id).where(PaymentIntent.id == intent_id)
        order = unit.session.execute(query).scalar_one_or_none()
    if order is None:
        raise _no_such(intent_id)
    found = lock_order(unit, order)
    intent = lock_intent(unit, intent_id)
    if intent.order_id != found.id:
        raise _no_such(intent_id)
    return intent, found


def drop_intent(unit: Unit, intent: PaymentIntent, *, reason: str, frees: bool = False) -> None:
    """Give up a locked intent, and record `payment.dropped`; the caller has made sure that no money can move by it.

    `frees`: the authorisation that it was to use up may be used by another one.
    """
    intent.status = "dropped"
    if frees:
        intent.follows_id = None
    unit.session.flush()
    record_of_intent(unit, "payment.dropped", intent, reason=reason)


def drop_refused_captures(unit: Unit, order: Order, *, reason: str) -> None:
    """Give up every capture of a locked order that the gateway refused: it is collected otherwise."""
    query = select(PaymentIntent).where(
        PaymentIntent.order_id == order.id, PaymentIntent.kind == "captured", PaymentIntent.status == "refused"
    )
    for intent in unit.session.execute(query.order_by(PaymentIntent.id).with_for_update()).scalars().all():
        drop_intent(unit, intent, reason=reason)


def refuse_unless_refused(intent: PaymentIntent) -> None:
    """Refuse (`Conflict`) an intent that is settled or dropped: nothing can be done about it."""
    if intent.status == "settled":
        raise Conflict(
            code="payment_settled",
            field="payment",
            en="This payment has been made.",
            fr="Ce paiement a été effectué.",
        )
    if intent.status == "dropped":
        raise Conflict(
            code="payment_dropped",
            field="payment",
            en="This payment was given up already.",
            fr="Ce paiement a déjà été abandonné.",
        )


def refuse_above_due(unit: Unit, order: Order, amount: Money) -> None:
    """Refuse (`Conflict`) to collect more than what is due and not on its way."""
    due = Money(max(order.total - payment_sums(unit, order.id).paid, 0), order.currency)
    if amount.minor > due.minor:
        raise Conflict(
            code="more_than_due",
            field="payment",
            en=f"Only {due} is still due on {order.number}.",
            fr=f"Il ne reste que {due} à payer sur {order.number}.",
            details={"due": due.minor, "currency": due.currency},
        )


def _no_such(intent_id: UUID) -> NotFound:
    return NotFound.of("payment", "paiement", intent_id)
