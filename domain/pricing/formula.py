"""What an order comes to: pure arithmetic on whole minor units that always sums.

    total = subtotal - discount + shipping + fees + (tax, unless it is inside the prices)

The tax of one rate is computed on the sum of the bases taxed at it and rounded half up once; the lines get shares of
it by largest remainder, so they sum to it exactly and the order of the lines changes no sum. A line's base is what is
kept of it less what lowers its price; goodwill, refunds and chargebacks pay money back and leave the base as it is.
Restocking fees are not taxed. Shipping is taxed like the goods, in proportion to them, in the `SHIPPING_TAXED` cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from domain.kernel.money import Money


class Taxation(StrEnum):
    """Where the tax of an order comes from, and whether it is paid on top of the prices."""

    GIVEN = "given"
    INCLUDED = "included"
    ADDED = "added"


MILLION: Final = 1_000_000

# Value added tax follows the goods onto their carriage; states of the US mostly leave shipping untaxed when the invoice
# states it apart. Where tax is given by the sender, it is his whole tax and follows the goods.
SHIPPING_TAXED: Final[frozenset[Taxation]] = frozenset({Taxation.INCLUDED})


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What is kept of a line: its price, its share of all discounts, how much of that is `credited`, and its rate.

    The credited part (goodwill, refunds, chargebacks) does not lower the base of the tax.
    """

    total: int
    discount: int = 0
    credited: int = 0
    millionths: int = 0

    @property
    def base(self) -> int:
        return self.total - self.discount + self.credited


@dataclass(frozen=True, slots=True)
class Given:
    """The tax that came with an order, and the goods it was on."""

    tax: int
    net: int


@dataclass(frozen=True, slots=True)
class Price:
    """The sums of an order, and each line's share of the tax."""

    subtotal: int
    tax: int
    total: int
    taxes: tuple[int, ...]


def price(
    lines: Sequence[PricedLine],
    *,
    taxation: Taxation,
    discount: int = 0,
    shipping: int = 0,
    fees: int = 0,
    given: Given | None = None,
) -> Price:
    """The price of `lines`; `discount` is everything taken off the order, what is on no line included."""
    given = given or Given(0, 0)
    taxes = _given(lines, given) if taxation is Taxation.GIVEN else _by_rate(lines, taxation, shipping)
    subtotal, tax = sum(line.total for line in lines), sum(taxes)
    payable = 0 if taxation is Taxation.INCLUDED else tax
    return Price(subtotal, tax, subtotal - discount + shipping + fees + payable, tuple(taxes))


def half_up(dividend: int, divisor: int) -> int:
    """`dividend` / `divisor`, both not negative, to the nearest whole number; halves go up."""
    return (2 * dividend + divisor) // (2 * divisor)


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` in shares that sum to it, by largest remainder; nothing for anybody where all weights are zero."""
    if not any(weights):
        return [0] * len(weights)
    return [share.minor for share in Money(amount, "XXX").split(weights)]


def _given(lines: Sequence[PricedLine], given: Given) -> list[int]:
    bases = [line.base for line in lines]
    if given.net == 0:  # a tax without goods to go by: it stays as long as anything with a price does
        return spread(given.tax, [line.total for line in lines])
    return spread(half_up(sum(bases) * given.tax, given.net), bases)


def _by_rate(lines: Sequence[PricedLine], taxation: Taxation, shipping: int) -> list[int]:
    by_rate = sorted(range(len(lines)), key=lambda i: lines[i].millionths)
    groups = [(rate, list(group)) for rate, group in groupby(by_rate, key=lambda i: lines[i].millionths)]
    bases = [sum(lines[i].base for i in group) for _, group in groups]
    carriage = spread(shipping if taxation in SHIPPING_TAXED else 0, bases)
    taxes = [0] * len(lines)
    for (rate, group), base, carried in zip(groups, bases, carriage, strict=True):
        tax = half_up((base + carried) * rate, MILLION + rate if taxation is Taxation.INCLUDED else MILLION)
        for i, share in zip(group, spread(tax, [lines[i].base for i in group]), strict=True):
            taxes[i] = share
    return taxes
