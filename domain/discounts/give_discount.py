"""Lower the price of an order, or of one of its lines."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from domain.allowances.reasons import check_reason
from domain.discounts.gift import give, named_method
from domain.discounts.lines import line_of
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderLine
from domain.orders.load import order_to_change
from domain.payments.ledger import check_entry_amount
from domain.work.unit import Unit

_MOST: Final = Decimal(100)
_FINEST: Final = Decimal("0.01")


def give_discount(
    unit: Unit,
    *,
    order: str | UUID,
    amount: Money | None = None,
    percent: str | None = None,
    line_id: UUID | None = None,
    reason: str,
    note: str = "",
    settle_with: str | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Lower the order's price by `amount`, or by `percent` ("12.5") of what its goods cost now; only of one line with
    `line_id`. Tells the id of the adjustment.

    What is paid already is given back to `settle_with` (a payment method, "store_credit" and the like; "original" and
    None: to where it came from). Records `order.discounted`; what passes a limit needs an approval. Refuses with
    `Invalid` anything but exactly one of `amount` and `percent`, and with `Conflict` "discount_too_large" more than
    what is left of the price.
    """
    unit.actor.require(Permission.DISCOUNTS_WRITE)
    why = check_reason(reason, note)
    share = _check_percent(amount, percent)
    found = order_to_change(unit, order, expected_version)
    line = line_of(found, line_id) if line_id is not None else None
    method = named_method(unit, found, settle_with, field="settle_with")
    less = amount if amount is not None else _part(found, line, share)
    return give(
        unit,
        found,
        kind="discount",
        amount=check_entry_amount(found, less, field="amount" if percent is None else "percent"),
        reason=why,
        event="order.discounted",
        back_to=method,
        line=line,
        percent=f"{share.normalize():f}" if percent is not None else None,
    )


def _check_percent(amount: Money | None, percent: str | None) -> Decimal:
    if (amount is None) == (percent is None):
        raise Invalid(
            field="amount",
            code="one_of_two",
            en="Give either “amount” or “percent”.",
            fr="Indiquez soit « amount », soit « percent ».",
        )
    if percent is None:
        return Decimal(0)
    try:
        share = Decimal(percent) if isinstance(percent, str) and len(percent) <= 20 else Decimal("NaN")
    except InvalidOperation:
        share = Decimal("NaN")
    if share.is_finite() and 0 < share <= _MOST and share == share.quantize(_FINEST):
        return share
    raise Invalid(
        field="percent",
        code="not_a_percentage",
        en="“percent” must be above 0 and at most 100, with at most two decimals, such as 12.5.",
        fr="« percent » doit être supérieur à 0, au plus 100, avec deux décimales au plus, comme 12.5.",
    )


def _part(order: Order, line: OrderLine | None, percent: Decimal) -> Money:
    """`percent` of what the goods cost after the discounts so far, rounded half up to the minor unit."""
    lines: Sequence[OrderLine] = [line] if line else order.lines
    base = sum(max(0, each.total - each.discount + each.credited) for each in lines if each.kept)
    return Money(int((base * percent / _MOST).quantize(Decimal(1), ROUND_HALF_UP)), order.currency)
