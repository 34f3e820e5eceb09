"""Change an order's total beside its lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.order import Order, OrderAdjustment, OrderLine
from domain.pricing.formula import Taxation, spread
from domain.work.unit import Unit

PRICE_CUTS: Final = ("discount", "price_match")  # lower the price, and so the tax
CREDITS: Final = ("goodwill", "refund", "chargeback")  # give money back; prices and tax stay
DISCOUNTS: Final = (*PRICE_CUTS, *CREDITS)
FEES: Final = ("fee", "manual")
SHIPPING: Final = "shipping"
KINDS: Final = (*DISCOUNTS, *FEES, SHIPPING)  # tax is computed, or given once


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
    with a `line` stays on it; another is spread over the kept lines, by what is left of each. What gives money back
    (goodwill, refund, chargeback) may reach tax and shipping as well. Refuses with `Conflict` "discount_too_large" more
    than is left, or than there is to take back. Of one order several may be written before it is priced again.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of adjustment that is made by hand")
    if kind == SHIPPING and amount.minor < 0:
        _refuse_more_than(sums_by_kind(unit, order).get(kind, 0), -amount.minor, order)
    if kind in DISCOUNTS and amount.minor < 0:
        _give(unit, order, kind, -amount.minor, line)
    elif kind in DISCOUNTS:
        _take(unit, order, kind, amount.minor, line)
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


def payable_tax(order: Order, line: OrderLine) -> int:
    """The tax of a line that is paid on top of its price."""
    return 0 if order.taxation == Taxation.INCLUDED else line.tax


def on_no_line(sums: Mapping[str, int], order: Order, kinds: Sequence[str]) -> int:
    """What of the discounts of `kinds` is on no line."""
    on_lines = sum(line.credited if kinds == CREDITS else line.discount - line.credited for line in order.lines)
    return -sum(sums.get(kind, 0) for kind in kinds) - on_lines


def _give(unit: Unit, order: Order, kind: str, amount: int, line: OrderLine | None) -> None:
    """Share a discount of `amount` by the lines, each by what is left of it."""
    credit = kind in CREDITS
    lines = [line] if line else order.lines
    rooms = [max(0, each.unit_price * each.kept - each.discount + _tax(order, each, kind)) for each in lines]
    beside = 0
    if credit and line is None:  # money given back may be for the shipping and the fees as well
        sums = sums_by_kind(unit, order)
        charges = sum(sums.get(each, 0) for each in (SHIPPING, *FEES))
        beside = max(0, charges - sum(on_no_line(sums, order, kinds) for kinds in (PRICE_CUTS, CREDITS)))
    _refuse_more_than(sum(rooms) + beside, amount, order)
    share_out(lines, min(amount, sum(rooms)), rooms, credit=credit)


def _take(unit: Unit, order: Order, kind: str, amount: int, line: OrderLine | None) -> None:
    """Take a discount of `amount` back from the lines that have a share, and then from what is on no line."""
    credit = kind in CREDITS
    lines = [line] if line else order.lines
    shares = [each.credited if credit else each.discount - each.credited for each in lines]
    beside = 0
    if line is None:
        beside = on_no_line(sums_by_kind(unit, order), order, CREDITS if credit else PRICE_CUTS)
    _refuse_more_than(sum(shares) + beside, amount, order)
    share_out(lines, -min(amount, sum(shares)), shares, credit=credit)


def _tax(order: Order, line: OrderLine, kind: str) -> int:
    return payable_tax(order, line) if kind in CREDITS else 0


def _refuse_more_than(room: int, amount: int, order: Order) -> None:
    if amount > room:
        left = Money(room, order.currency)
        raise Conflict(
            code="discount_too_large",
            field="amount",
            en=f"“amount” is more than the {left} that is left.",
            fr=f"« amount » dépasse les {left} qui restent.",
            details={"left": room},
        )
