"""Give money back as a gesture, on an order."""

from uuid import UUID

from domain.allowances.reasons import check_reason
from domain.discounts.gift import ORIGINAL, give, named_method
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.load import order_to_change
from domain.payments.ledger import check_entry_amount
from domain.work.unit import Unit


def give_goodwill(
    unit: Unit,
    *,
    order: str | UUID,
    amount: Money,
    reason: str,
    note: str = "",
    give_as: str = ORIGINAL,
    expected_version: int | None = None,
) -> UUID:
    """Give `amount` of an order as a gesture; the prices of its goods, and so the tax, stay. Tells the adjustment's id.

    `give_as`: "original", where the money came from; "store_credit", "goodwill_credit" or "gift_card", the customer's
    own, made if there is none; or a payment method. Where the order is not paid yet, the amount comes off what is
    due. Records `order.goodwill_given`; what passes a limit needs an approval. Refuses with `Conflict`
    "discount_too_large" more than the order comes to: that is a credit (`give_credit`).
    """
    unit.actor.require(Permission.DISCOUNTS_WRITE)
    why = check_reason(reason, note)
    found = order_to_change(unit, order, expected_version)
    method = named_method(unit, found, give_as, field="give_as")
    return give(
        unit,
        found,
        kind="goodwill",
        amount=check_entry_amount(found, amount, field="amount"),
        reason=why,
        event="order.goodwill_given",
        back_to=method,
        field="give_as",
        given_as=method.kind if method else ORIGINAL,
    )
