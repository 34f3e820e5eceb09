"""Ask the gateway again for a payment that it refused or does not answer."""

from uuid import UUID

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.customer import PaymentMethod
from domain.payments.ask import Why, move_money, queue_settlement
from domain.payments.intents import drop_intent, lock_intent_and_order, refuse_above_due, refuse_unless_refused
from domain.payments.ledger import refuse_above_captured
from domain.work.unit import Unit


def retry_payment(unit: Unit, *, order: str | UUID, payment: UUID) -> UUID:
    """Ask the gateway again; tells the id of the payment that is then pending.

    One that is pending is asked for at once, under its own key. A refused one is dropped and asked for anew, because
    the gateway answers a key once: `payment.dropped`, `payment.asked`. Refuses (`Conflict`) one that is settled or
    dropped, a refund above what was captured, and a capture of what is no longer due.
    """
    unit.actor.require(Permission.REFUNDS_WRITE)
    intent, found = lock_intent_and_order(unit, payment, order=order)
    if intent.status == "pending":
        queue_settlement(unit, intent.id)
        return intent.id
    refuse_unless_refused(intent)
    amount = Money(intent.amount, intent.currency)
    if intent.kind == "refunded":
        refuse_above_captured(unit, found, amount, field="payment")
    if intent.kind == "captured":
        refuse_above_due(unit, found, amount)
    follows_id = intent.follows_id
    drop_intent(unit, intent, reason="asked again", frees=True)
    return move_money(
        unit,
        found,
        unit.session.get_one(PaymentMethod, intent.payment_method_id),
        kind=intent.kind,
        amount=amount,
        why=Why(intent.reason, intent.subject_kind, intent.subject_id),
        follows_id=follows_id,
        original=intent.original,
    )
