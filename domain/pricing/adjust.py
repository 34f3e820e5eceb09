"""Change an order's total beside its lines."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.order import Order, OrderAdjustment, OrderLine
from domain.pricing.formula import spread
from domain.work.unit import Unit

PRICE_CUTS: Final = ("discount", "price_match")  # lower the price, and so the tax
CREDITS: Final = ("goodwill", "refund", "chargeback")  # give money back; prices and tax stay
DISCOUNTS: Final = (*PRICE_CUTS, *CREDITS)
FEES: Final = ("fee", "manual")


def adjust(
    unit: Unit,
    order: Order,
    *,
    kind: str,
    amount: Money,
    label: str,
    reason: str = "",
    line: OrderLine | None = None,
) -> OrderAdjustment:
    """Write an adjustment of a locked order and spread a discount over the lines; `reprice` then sums it all up.

    `amount` is signed: negative makes the order cheaper, positive makes it dearer or takes a discount back. A discount
    with a `line` stays on it; another is spread over what is left of the kept lines. What gives money back (goodwill,
    refund, chargeback) may reach shipping and tax as well. Refuses with `Conflict` "discount_too_large" more than is
    left, or than there is to take back.
    """
    if kind in DISCOUNTS:
        _spread(unit, order, kind, -amount.minor, line)
    return write_adjustment(unit, order, kind=kind, amount=amount.minor, label=label, reason=reason, line=line)


def write_adjustment(
    unit: Unit,
    order: Order,
    *,
    kind: str,
    amount: int,
    label: str,
    reason: str = "",
    line: OrderLine | None = None,
    at: datetime | None = None,
) -> OrderAdjustment:
    """Write the row alone; for those who keep the lines' shares themselves."""
    row = OrderAdjustment(
        id=new_id(at=at or unit.now),
        order_id=order.id,
        line_id=line.id if line else None,
        kind=kind,
        label=label,
        amount=amount,
        reason=reason,
        actor_id=unit.actor.id,
        actor_name=unit.actor.name,
        at=at or unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    return row


def sums_by_kind(unit: Unit, order: Order) -> dict[str, int]:
    """What the adjustments of an order come to, by kind, signed."""
    query = (
        select(OrderAdjustment.kind, func.sum(OrderAdjustment.amount))
        .where(OrderAdjustment.order_id == order.id)
        .group_by(OrderAdjustment.kind)
    )
    return {kind: int(amount) for kind, amount in unit.session.execute(query)}


def share_out(lines: Sequence[OrderLine], amount: int, weights: Sequence[int], *, credit: bool = False) -> None:
    """Give each line its share of a discount in proportion to `weights`; of a `credit`, where prices stay."""
    for line, share in zip(lines, spread(amount, weights), strict=True):
        line.discount += share
        line.credited += share if credit else 0


def _spread(unit: Unit, order: Order, kind: str, amount: int, line: OrderLine | None) -> None:
    lines = [line] if line else [each for each in order.lines if each.kept]
    credit = kind in CREDITS
    if amount < 0:
        rooms = [-(each.credited if credit else each.discount - each.credited) for each in lines]
    else:
        rooms = [max(0, each.total - each.discount + (_payable_tax(order, each) if credit else 0)) for each in lines]
    beside = 0
    if credit and line is None:
        beside = _beside(unit, order, kind, taking_back=amount < 0)
    _refuse_more_than(sum(rooms) + beside, amount, order)
    on_lines = max(amount, sum(rooms)) if amount < 0 else min(amount, sum(rooms))
    share_out(lines, on_lines, [abs(room) for room in rooms], credit=credit)


def _beside(unit: Unit, order: Order, kind: str, *, taking_back: bool) -> int:
    """How much of a credit may stand on no line: on the shipping and the fees."""
    standing = -sum(amount for each, amount in sums_by_kind(unit, order).items() if each in DISCOUNTS)
    rest = standing - sum(line.discount for line in order.lines)
    return -rest if taking_back else max(0, order.shipping + order.fees - rest)


def _payable_tax(order: Order, line: OrderLine) -> int:
    return 0 if order.taxation == "included" else line.tax


def _refuse_more_than(room: int, amount: int, order: Order) -> None:
    if abs(amount) > abs(room):
        left = Money(abs(room), order.currency)
        raise Conflict(
            code="discount_too_large",
            field="amount",
            en=f"“amount” is more than the {left} that is left.",
            fr=f"« amount » dépasse les {left} qui restent.",
            details={"left": abs(room)},
        )
