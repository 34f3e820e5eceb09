"""Take pieces out of an order's price, before they are counted as cancelled or returned."""

from collections.abc import Iterable

from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.models.order import Order, OrderLine
from domain.pricing.adjust import CREDITS, PRICE_CUTS
from domain.pricing.order_price import price_of, shares_of
from domain.pricing.take_back import take_back
from domain.work.unit import Unit


def drop_pieces(unit: Unit, order: Order, line: OrderLine, quantity: int) -> None:
    """Take back the share that `quantity` of the kept pieces of `line` have in the order's discounts.

    Call it before the pieces are added to `line.cancelled` or `line.returned`, and `reprice` after. The last piece
    takes all that is left, so that dropping piece by piece and dropping at once come to the same. Refuses with
    `Conflict` "more_than_kept" more pieces than are kept.
    """
    _refuse_more_than_kept(line, quantity)
    cut, credited = shares_of(line, quantity)
    line.discount -= cut + credited
    line.credited -= credited
    take_back(unit, order, cut, PRICE_CUTS, line=line)
    take_back(unit, order, credited, CREDITS, line=line)


def worth_of(order: Order, line: OrderLine, quantity: int) -> Money:
    """What the customer gets back for `quantity` of the kept pieces of `line`: what the order then costs less.

    That is their price less their share of the discounts, with their tax where it is added. `order` must be priced
    (`reprice`) as it stands. Dropping pieces one after the other and asking before each sums exactly to the worth of
    all of them.
    """
    return worth_of_pieces(order, [(line, quantity)])


def worth_of_pieces(order: Order, pieces: Iterable[tuple[OrderLine, int]]) -> Money:
    """What the customer gets back for pieces of several lines at once; each line may be named once.

    Never more than the order still comes to. Refuses with `Conflict` "more_than_kept" more pieces than are kept.
    """
    without = {}
    for line, quantity in pieces:
        _refuse_more_than_kept(line, quantity)
        without[line.id] = quantity
    after = price_of(order, without=without).total
    return Money(min(order.total - after, max(order.total, 0)), order.currency)


def _refuse_more_than_kept(line: OrderLine, quantity: int) -> None:
    if not 0 <= quantity <= line.kept:
        raise Conflict(
            code="more_than_kept",
            field="quantity",
            en=f"Only {line.kept} of {line.sku} are left on the order.",
            fr=f"Il ne reste que {line.kept} de {line.sku} sur la commande.",
            details={"sku": line.sku, "kept": line.kept},
        )
