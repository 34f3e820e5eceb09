"""Give an amount of an order back."""

from uuid import UUID

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.payments.ask import Why, move_money
from domain.payments.ledger import check_entry_amount, refuse_above_captured, write_entry
from domain.payments.methods import refuse_foreign
from domain.payments.sources import Share, sources_of
from domain.work.unit import Unit


def give_back(
    unit: Unit,
    order: Order,
    *,
    amount: Money,
    method: PaymentMethod | None = None,
    reason: str,
    subject_kind: str = "",
    subject_id: UUID | None = None,
    field: str = "refund_to",
) -> list[UUID]:
    """Give `amount` of a locked order back to `method`, or without one to where it came from, the newest capture first.

    Tells the ids of the entries, or of the intents that will be ones. Refuses (`refund_above_captured`) more than what
    was captured, not refunded and is not on its way back, whatever the method. What was paid by no known means is
    booked as handed over.
    """
    check_entry_amount(order, amount, field="amount")
    if method is not None:
        refuse_foreign(unit, method, order.customer_id, field=field)
    refuse_above_captured(unit, order, amount, field="amount")
    why = Why(reason=reason, subject_kind=subject_kind, subject_id=subject_id, field=field)
    return [_give(unit, order, share, why) for share in sources_of(unit, order, amount, only=method)]


def _give(unit: Unit, order: Order, share: Share, why: Why) -> UUID:
    if share.method is None:
        return write_entry(unit, order, kind="refunded", amount=share.amount, follows_id=share.follows_id)
    return move_money(
        unit,
        order,
        share.method,
        kind="refunded",
        amount=share.amount,
        why=why,
        follows_id=share.follows_id,
        original=share.original,
    )
