"""Settle what was asked of the gateway: an attempt begins, the gateway is called outside, its answer is booked."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.ask import Why, record_of_intent
from domain.payments.authorisations import release_authorisations
from domain.payments.give_back import give_back
from domain.payments.given_back_twice import note_if_given_back_twice
from domain.payments.intents import lock_intent, lock_intent_and_order
from domain.payments.ledger import write_entry
from domain.payments.sums import payment_sums
from domain.ports.gateway import GatewayAnswer, GatewayRequest
from domain.work.unit import Unit

LONGEST_PROBLEM = 500
_VERBS = {"authorised": "authorise", "captured": "capture", "refunded": "refund", "voided": "void"}


def begin_attempt(unit: Unit, *, intent_id: UUID) -> GatewayRequest | None:
    """Count an attempt and tell what to ask the gateway; None when the intent is no longer pending.

    Every attempt of an intent asks the same under the same key. A refund of money that the bank has taken since it was
    decided is refused before it is asked for the first time; later only the gateway knows what became of it.
    """
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    intent = lock_intent(unit, intent_id)
    if intent.status != "pending":
        return None
    if intent.kind == "refunded" and intent.attempts == 0 and _is_gone(unit, intent):
        _refuse(unit, intent, GatewayAnswer(settled=False, vendor_ref="", code="refund_above_captured"))
        return None
    intent.attempts += 1
    intent.tried_at = unit.now
    token = select(PaymentMethod.external_ref).where(PaymentMethod.id == intent.payment_method_id)
    return GatewayRequest(
        kind=_VERBS[intent.kind],
        amount=Money(intent.amount, intent.currency),
        token=unit.session.execute(token).scalar_one() or str(intent.payment_method_id),
        idempotency_key=str(intent.id),
        reference=unit.session.execute(select(Order.number).where(Order.id == intent.order_id)).scalar_one(),
        original=intent.original,
    )


def _is_gone(unit: Unit, refund: PaymentIntent) -> bool:
    sums = payment_sums(unit, refund.order_id)
    return refund.amount > sums.captured - sums.refunded


def note_trouble(unit: Unit, *, intent_id: UUID, problem: str) -> None:
    """Keep why the last attempt brought no answer; the intent stays pending."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    intent = lock_intent(unit, intent_id)
    if intent.status == "pending":
        intent.problem = problem[:LONGEST_PROBLEM]


def settle_intent(unit: Unit, *, intent_id: UUID, answer: GatewayAnswer, amount: Money | None = None) -> str:
    """Book what the gateway decided, once, and tell the intent's status; whoever brings the answer.

    Settled: the ledger entry with the intent's id, `payment.captured` and the like; what a capture makes too much is
    given back, and what went back twice is told. Refused: `payment.refused` with the gateway's code. An answer to an
    intent that has one already changes nothing; one that contradicts it is kept as the intent's problem. Refuses with
    `Conflict` (`answer_differs`) when `amount`, where it is told, is not the one that was asked for.
    """
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    intent, order = lock_intent_and_order(unit, intent_id)
    if amount is not None and amount != Money(intent.amount, intent.currency):
        raise Conflict(
            code="answer_differs",
            en=f"The gateway speaks of {amount}, but {Money(intent.amount, intent.currency)} was asked for.",
            fr=f"La passerelle parle de {amount}, mais {Money(intent.amount, intent.currency)} était demandé.",
        )
    if intent.status != "pending":
        _note_contradiction(intent, answer)
    elif answer.settled:
        _book(unit, order, intent, answer)
    else:
        _refuse(unit, intent, answer)
    return intent.status


def _book(unit: Unit, order: Order, intent: PaymentIntent, answer: GatewayAnswer) -> None:
    intent.status, intent.settled_at, intent.problem = "settled", unit.now, ""
    intent.vendor_ref = answer.vendor_ref[:200]
    unit.session.flush()
    write_entry(
        unit,
        order,
        id=intent.id,
        kind=intent.kind,
        amount=Money(intent.amount, intent.currency),
        method_id=intent.payment_method_id,
        external_ref=intent.vendor_ref,
        follows_id=intent.follows_id,
    )
    if intent.kind == "captured":
        _after_capture(unit, order, intent)
    elif intent.kind == "refunded":
        note_if_given_back_twice(unit, order, intent)


def _after_capture(unit: Unit, order: Order, intent: PaymentIntent) -> None:
    """The order may have shrunk while the money was on its way."""
    sums = payment_sums(unit, order.id)
    if sums.paid < order.total:
        return
    why = Why("captured in the meantime", "payment", intent.id)
    release_authorisations(unit, order, why=why)
    too_much = min(sums.paid - order.total - sums.refused_refunds, intent.amount, sums.refundable)
    if too_much > 0:
        method = unit.session.get_one(PaymentMethod, intent.payment_method_id)
        amount = Money(too_much, order.currency)
        give_back(
            unit, order, amount=amount, method=method, reason=why.reason, subject_kind="payment", subject_id=intent.id
        )


def _refuse(unit: Unit, intent: PaymentIntent, answer: GatewayAnswer) -> None:
    intent.status, intent.problem = "refused", (answer.code or "refused")[:LONGEST_PROBLEM]
    intent.vendor_ref = answer.vendor_ref[:200] or None
    record_of_intent(unit, "payment.refused", intent, problem=intent.problem)


def _note_contradiction(intent: PaymentIntent, answer: GatewayAnswer) -> None:
    if answer.settled != (intent.status == "settled"):
        said = "settled" if answer.settled else "refused"
        intent.problem = f"contradicted: {said} {answer.vendor_ref}"[:LONGEST_PROBLEM]
