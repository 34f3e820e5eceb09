"""The formula applied to an order as it stands."""

from collections.abc import Mapping
from uuid import UUID

from domain.models.order import Order, OrderLine
from domain.pricing.formula import Given, Price, PricedLine, Taxation, price, spread


def price_of(order: Order, *, without: Mapping[UUID, int] | None = None) -> Price:
    """What `order` comes to with the rates on its lines, `without` so many pieces of the lines named by id."""
    without = without or {}
    lines = [_priced(line, without.get(line.id, 0)) for line in order.lines]
    gone = sum(line.discount for line in order.lines) - sum(line.discount for line in lines)
    return price(
        lines,
        taxation=Taxation(order.taxation),
        discount=order.discount - gone,
        shipping=order.shipping,
        fees=order.fees,
        given=Given(order.given_tax, order.given_net),
    )


def shares_of(line: OrderLine, quantity: int) -> tuple[int, int]:
    """What `quantity` of the kept pieces of `line` have of its price cuts, and of its credits; all of it for all.

    Together they are rounded once, so that neither these pieces nor those that stay get more off than they cost.
    """
    weights = [quantity, line.kept - quantity]
    cut = spread(line.discount - line.credited, weights)[0]
    return cut, spread(line.discount, weights)[0] - cut


def _priced(line: OrderLine, quantity: int) -> PricedLine:
    cut, credited = shares_of(line, quantity)
    return PricedLine(
        total=line.unit_price * (line.kept - quantity),
        discount=line.discount - cut - credited,
        credited=line.credited - credited,
        millionths=line.tax_millionths,
    )
