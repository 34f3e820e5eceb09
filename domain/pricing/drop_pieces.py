"""Take pieces out of an order's price, before they are counted as cancelled or returned."""

from collections.abc import Sequence

from domain.kernel.money import Money
from domain.models.order import Order, OrderLine
from domain.pricing.adjust import CREDITS, PRICE_CUTS, sums_by_kind, write_adjustment
from domain.pricing.formula import spread
from domain.work.unit import Unit


def drop_pieces(unit: Unit, order: Order, line: OrderLine, quantity: int) -> None:
    """Take back the share that `quantity` of the kept pieces of `line` have in the order's discounts.

    Call it before the pieces are added to `line.cancelled` or `line.returned`, and `reprice` after. The last piece
    takes all that is left, so that dropping piece by piece and dropping at once come to the same.
    """
    discount, credited = _shares(line, quantity)
    line.discount -= discount
    line.credited -= credited
    _take_back(unit, order, line, discount - credited, PRICE_CUTS)
    _take_back(unit, order, line, credited, CREDITS)


def worth_of(order: Order, line: OrderLine, quantity: int) -> Money:
    """What the customer gets back for `quantity` of the kept pieces of `line`."""
    discount, _ = _shares(line, quantity)
    tax = 0 if order.taxation == "included" else _share(line.tax, line.kept, quantity)
    return Money(line.unit_price * quantity - discount + tax, order.currency)


def _shares(line: OrderLine, quantity: int) -> tuple[int, int]:
    return _share(line.discount, line.kept, quantity), _share(line.credited, line.kept, quantity)


def _share(amount: int, kept: int, quantity: int) -> int:
    return spread(amount, [quantity, kept - quantity])[0]


def _take_back(unit: Unit, order: Order, line: OrderLine, amount: int, kinds: Sequence[str]) -> None:
    if not amount:
        return
    standing = sums_by_kind(unit, order)
    for kind in kinds:
        part = min(amount, -standing.get(kind, 0))
        if part > 0:
            write_adjustment(unit, order, kind=kind, amount=part, label=kind, reason="pieces_dropped", line=line)
            amount -= part
