"""Give up a payment that the gateway refused, or move its money otherwise."""

from uuid import UUID

from domain.identity.assure import assure_identity
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.intents import drop_intent, lock_intent_and_order, refuse_above_due, refuse_unless_refused
from domain.payments.methods import method_of
from domain.work.unit import Unit


def drop_payment(
    unit: Unit, *, order: str | UUID, payment: UUID, to: str | None = None, reason: str = ""
) -> list[UUID]:
    """Give up a payment that the gateway refused, or that it was never asked for; `payment.dropped` is recorded.

    With `to`, a payment method of the customer by its id or `external_ref` (or "store_credit", "gift_card"), the
    amount is refunded to it, or collected with it, instead; tells the ids of those payments. Refuses (`Conflict`) a
    payment that may have moved money: one that is settled (`payment_settled`), or was asked for and has no answer yet
    (`payment_in_flight`).
    """
    unit.actor.require(Permission.REFUNDS_WRITE)
    why = clean_text(reason, field="reason", most=500, required=False)
    intent, found = lock_intent_and_order(unit, payment, order=order)
    if to is not None:
        assure_identity(unit, found.customer_id)
    never_asked = intent.status == "pending"
    if never_asked:
        _refuse_in_flight(intent)
    else:
        refuse_unless_refused(intent)
    drop_intent(unit, intent, reason=why, frees=never_asked)
    return [] if to is None else _send_elsewhere(unit, found, intent, to)


def _refuse_in_flight(intent: PaymentIntent) -> None:
    if intent.attempts:
        raise Conflict(
            code="payment_in_flight",
            field="payment",
            en="The gateway was asked and has not answered yet; the money may have moved.",
            fr="La passerelle a été sollicitée et n’a pas encore répondu ; l’argent a peut-être bougé.",
        )


def _send_elsewhere(unit: Unit, order: Order, intent: PaymentIntent, to: str) -> list[UUID]:
    amount = Money(intent.amount, intent.currency)
    method = method_of(unit, order.customer_id, to, field="to", currency=order.currency)
    if intent.kind == "refunded":
        return give_back(
            unit,
            order,
            amount=amount,
            method=method,
            reason=intent.reason,
            subject_kind=intent.subject_kind,
            subject_id=intent.subject_id,
            field="to",
        )
    if intent.kind != "captured":
        raise Invalid(
            field="to",
            code="nothing_to_move",
            en="An authorisation or its release moves no money that could go elsewhere.",
            fr="Une autorisation ou sa levée ne déplace pas d’argent.",
        )
    refuse_above_due(unit, order, amount)
    paid = collect(
        unit,
        order,
        amount=amount,
        method=method,
        reason=intent.reason,
        subject_kind=intent.subject_kind,
        subject_id=intent.subject_id,
        field="to",
    )
    return [paid]
