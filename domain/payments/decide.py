"""What a person does about a payment that the gateway refused or does not answer."""

from uuid import UUID

from domain.identity.assure import assure_identity
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.ask import Why, move_money, queue_settlement, record_of_intent
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.ledger import refuse_above_captured
from domain.payments.methods import method_of
from domain.payments.settle import lock_intent
from domain.payments.sums import payment_sums
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


def retry_payment(unit: Unit, *, order: str | UUID, payment: UUID) -> UUID:
    """Ask the gateway again; tells the id of the payment that is then pending.

    One that is pending is asked for at once under its own key. A refused one is dropped and asked for anew, because
    the gateway answers a key once: `payment.dropped`, `payment.asked`. Refuses (`Conflict`) one that is settled or
    dropped, a refund above what was captured, and a capture of what is no longer due.
    """
    unit.actor.require(Permission.REFUNDS_WRITE)
    found, intent = _lock(unit, order, payment)
    if intent.status == "pending":
        queue_settlement(unit, intent.id)
        return intent.id
    _refuse_unless_refused(intent)
    amount = Money(intent.amount, intent.currency)
    if intent.kind == "refunded":
        refuse_above_captured(unit, found, amount, field="payment")
    _drop(unit, intent, "asked again")
    if intent.kind == "captured":
        _refuse_above_due(unit, found, amount)
    return move_money(
        unit,
        found,
        unit.session.get_one(PaymentMethod, intent.payment_method_id),
        kind=intent.kind,
        amount=amount,
        why=_why(intent),
        follows_id=intent.follows_id,
        original=intent.original,
    )


def drop_payment(
    unit: Unit, *, order: str | UUID, payment: UUID, to: str | UUID | None = None, reason: str = ""
) -> list[UUID]:
    """Give up a payment that the gateway refused, or that it was never asked for; `payment.dropped` is recorded.

    With `to`, a payment method of the customer (or "store_credit", "gift_card"), the amount is refunded to it, or
    collected with it, instead; tells the ids of those payments. Refuses (`Conflict`) a payment that may have moved
    money: one that is settled (`payment_settled`) or was asked for and has no answer yet (`payment_in_flight`).
    """
    unit.actor.require(Permission.REFUNDS_WRITE)
    why = clean_text(reason, field="reason", most=500, required=False)
    found, intent = _lock(unit, order, payment)
    if to is not None:
        assure_identity(unit, found.customer_id)
    if intent.status == "pending" and intent.attempts:
        raise Conflict(
            code="payment_in_flight",
            field="payment",
            en="The gateway was asked and has not answered yet; the money may have moved.",
            fr="La passerelle a été sollicitée et n’a pas encore répondu ; l’argent a peut-être bougé.",
        )
    if intent.status != "pending":
        _refuse_unless_refused(intent)
    _drop(unit, intent, why)
    return [] if to is None else _send_elsewhere(unit, found, intent, to)


def _lock(unit: Unit, order: str | UUID, payment: UUID) -> tuple[Order, PaymentIntent]:
    found = lock_order(unit, order)
    intent = lock_intent(unit, payment)
    if intent.order_id != found.id:
        raise NotFound.of("payment", "paiement", payment)
    return found, intent


def _refuse_unless_refused(intent: PaymentIntent) -> None:
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


def _refuse_above_due(unit: Unit, order: Order, amount: Money) -> None:
    due = Money(max(order.total - payment_sums(unit, order.id).paid, 0), order.currency)
    if amount.minor > due.minor:
        raise Conflict(
            code="more_than_due",
            field="payment",
            en=f"Only {due} is still due on {order.number}.",
            fr=f"Il ne reste que {due} à payer sur {order.number}.",
            details={"due": due.minor, "currency": due.currency},
        )


def _drop(unit: Unit, intent: PaymentIntent, reason: str) -> None:
    intent.status = "dropped"
    unit.session.flush()
    record_of_intent(unit, "payment.dropped", intent, reason=reason)


def _send_elsewhere(unit: Unit, order: Order, intent: PaymentIntent, to: str | UUID) -> list[UUID]:
    method = method_of(unit, order.customer_id, to, field="to", currency=order.currency)
    amount, why = Money(intent.amount, intent.currency), _why(intent)
    subject = {"subject_kind": why.subject_kind, "subject_id": why.subject_id}
    if intent.kind == "refunded":
        return give_back(unit, order, amount=amount, method=method, reason=why.reason, field="to", **subject)  # type: ignore[arg-type]
    if intent.kind == "captured":
        _refuse_above_due(unit, order, amount)
        return [collect(unit, order, amount=amount, method=method, reason=why.reason, field="to", **subject)]  # type: ignore[arg-type]
    raise Invalid(
        field="to",
        code="nothing_to_move",
        en="An authorisation or its release moves no money that could go elsewhere.",
        fr="Une autorisation ou sa levée ne déplace pas d’argent.",
    )


def _why(intent: PaymentIntent) -> Why:
    return Why(intent.reason, intent.subject_kind, intent.subject_id)
