"""Collect an amount for an order."""

from uuid import UUID

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.payments.ask import Why, move_money
from domain.payments.ledger import check_entry_amount
from domain.payments.methods import refuse_foreign
from domain.work.unit import Unit


def collect(
    unit: Unit,
    order: Order,
    *,
    amount: Money,
    method: PaymentMethod,
    reason: str,
    subject_kind: str = "",
    subject_id: UUID | None = None,
    field: str = "settle_with",
) -> UUID:
    """Take `amount` from `method` for a locked order; tells the id of the entry, or of the intent that will be one.

    A gift card or credit pays at once, or is refused (`insufficient_balance`, naming `field`).
    """
    check_entry_amount(order, amount, field="amount")
    refuse_foreign(unit, method, order.customer_id, field=field)
    why = Why(reason=reason, subject_kind=subject_kind, subject_id=subject_id, field=field)
    return move_money(unit, order, method, kind="captured", amount=amount, why=why)
