"""Give money of an order back."""

from uuid import UUID

from domain.allowances.count import count_allowance
from domain.allowances.reasons import REFUND_REASONS, Reason, check_reason
from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order
from domain.orders.load import order_to_change
from domain.payments.give_back import give_back
from domain.payments.ledger import check_entry_amount, refuse_above_captured
from domain.payments.methods import method_of
from domain.payments.sums import payment_sums
from domain.pricing.adjust import adjust
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

ORIGINAL = "original"


def refund(
    unit: Unit,
    *,
    order: str | UUID,
    amount: Money | None = None,
    refund_to: str | None = None,
    reason: str,
    note: str = "",
    expected_version: int | None = None,
) -> list[UUID]:
    """Give `amount` back, or without one all that the customer has paid too much; tells the ids of the refunds.

    To `refund_to`: a payment method, "store_credit", "gift_card" or "goodwill_credit"; "original" and None: to where
    the money came from. What exceeds the overpayment is given for no goods: an adjustment of the order, counted
    against the limits of goodwill; what passes one needs an approval. Records `order.refunded`. Refuses with
    `Conflict` "nothing_owed" where there is nothing to give back, and "refund_above_captured" (with what is left)
    more than was captured, not refunded and is not on its way back.
    """
    unit.actor.require(Permission.REFUNDS_WRITE)
    why = check_reason(reason, note, choices=REFUND_REASONS)
    found = order_to_change(unit, order, expected_version)
    method = None
    if refund_to is not None and refund_to != ORIGINAL:
        method = method_of(unit, found.customer_id, refund_to, field="refund_to", currency=found.currency)
    owed = _owed(unit, found)
    wanted = _wanted(found, amount, owed)
    refuse_above_captured(unit, found, wanted, field="amount")
    decision_id = _forgo(unit, found, wanted - owed, why) if wanted.minor > owed.minor else None
    found.version += 1
    _record(unit, found, wanted, max(wanted - owed, Money.zero(found.currency)), why, decision_id)
    return give_back(unit, found, amount=wanted, method=method, reason=why.code, subject_kind="refund")


def _wanted(order: Order, amount: Money | None, owed: Money) -> Money:
    if amount is not None:
        return check_entry_amount(order, amount, field="amount")
    if owed:
        return owed
    raise Conflict(
        code="nothing_owed",
        field="amount",
        en=f"Nothing was paid too much on {order.number}; name an amount.",
        fr=f"Rien n’a été payé en trop sur {order.number} ; indiquez un montant.",
    )


def _owed(unit: Unit, order: Order) -> Money:
    """What is paid beyond the total and not on its way back; a refund that the gateway refused waits for a person."""
    sums = payment_sums(unit, order.id)
    over = min(sums.paid - order.total - sums.refused_refunds, sums.refundable)
    return Money(max(0, over), order.currency)


def _forgo(unit: Unit, order: Order, amount: Money, why: Reason) -> UUID | None:
    """The order costs so much less for no goods, so that its books stay even. Tells the decision that allows it."""
    decision_id = count_allowance(
        unit, order.customer_id, kind="refund", amount=amount, reason=why.code, order_id=order.id
    )
    adjust(unit, order, kind="refund", amount=-amount, label="refund", reason=why.code)
    reprice(unit, order)
    return decision_id


def _record(
    unit: Unit, order: Order, amount: Money, for_no_goods: Money, why: Reason, decision_id: UUID | None
) -> None:
    unit.record(
        "order.refunded",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "amount": amount.minor,
            "currency": amount.currency,
            "reason": why.code,
            "for_no_goods": for_no_goods.minor,
            "approval_id": str(unit.granted_by) if unit.granted_by else None,
            "decision_id": str(decision_id) if decision_id else None,
        },
        texts={"note": why.note} if why.note else None,
    )
