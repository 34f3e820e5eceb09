"""Give a customer credit for their next purchase, without an order."""

from uuid import UUID

from domain.allowances.count import count_allowance
from domain.allowances.reasons import check_reason
from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.identity.assure import assure_identity
from domain.kernel.errors import Invalid
from domain.kernel.money import Money, check_money
from domain.kernel.permissions import Permission
from domain.payments.credits import move_credit
from domain.payments.methods import method_of
from domain.work.unit import Unit


def give_credit(unit: Unit, *, customer_id: UUID, amount: Money, reason: str, note: str = "") -> UUID:
    """Add `amount` to the customer's own goodwill credit, made if there is none; tells the id of that payment method.

    Counts as goodwill. Records `customer.credit_given`; what passes a limit needs an approval.
    """
    unit.actor.require(Permission.DISCOUNTS_WRITE)
    why = check_reason(reason, note)
    given = _above_zero(check_money(amount, field="amount"))
    customer = load_customer(unit, customer_id)
    assure_identity(unit, customer.id)
    credit = method_of(unit, customer.id, "goodwill_credit", field="amount", currency=given.currency)
    decision_id = count_allowance(unit, customer.id, kind="goodwill", amount=given, reason=why.code)
    move_credit(unit, credit, given, field="amount", reason=why.code)
    unit.record(
        "customer.credit_given",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        data={
            "payment_method_id": str(credit.id),
            "amount": given.minor,
            "currency": given.currency,
            "decision_id": str(decision_id) if decision_id else None,
            "reason": why.code,
            "approval_id": str(unit.granted_by) if unit.granted_by else None,
        },
        texts={"note": why.note} if why.note else None,
    )
    return credit.id


def _above_zero(amount: Money) -> Money:
    if amount:
        return amount
    raise Invalid(
        field="amount",
        code="zero_amount",
        en="“amount” must not be zero.",
        fr="« amount » ne peut pas être zéro.",
    )
