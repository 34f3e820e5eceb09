"""What a customer puts in the basket, and what it costs."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from seed.demo.catalogue import SOLD_OUT, Good, catalogue

_FREE_FROM: Final = {"EUR": 9000, "GBP": 8000, "USD": 10_000}
_SHIPPING: Final = {"EUR": 590, "GBP": 450, "USD": 795}


@dataclass(frozen=True)
class Basket:
    """Lines of different SKUs with what is asked beside them; the tax is computed when the order is placed."""

    lines: tuple[NewLine, ...]
    shipping: Money | None
    discount: Money | None


def some_basket(rng: Random, currency: str, *, big: bool = False) -> Basket:
    """A basket drawn by lot; a `big` one has more and dearer things in it."""
    wanted = rng.choices((1, 2, 3, 4), (48, 30, 15, 7) if not big else (10, 30, 35, 25))[0]
    goods: dict[str, int] = {}
    while len(goods) < wanted:
        good = rng.choice(rng.choice(catalogue_goods()))
        if not big or good.prices["EUR"] > 4000:
            goods[good.sku] = rng.choices((1, 2, 4), (82, 14, 4))[0]
    discount = 0.1 if rng.random() < 0.12 else 0.0
    return basket(currency, goods, discount=discount)


def basket(currency: str, goods: dict[str, int], *, discount: float = 0.0) -> Basket:
    """A basket of SKUs and pieces, with shipping and discount (a share) as the shop would have them."""
    prices = prices_in(currency)
    subtotal = sum(prices[sku] * pieces for sku, pieces in goods.items())
    off = round(subtotal * discount)
    shipping = 0 if subtotal - off >= _FREE_FROM[currency] else _SHIPPING[currency]
    return Basket(
        lines=tuple(NewLine(sku, pieces) for sku, pieces in goods.items()),
        shipping=Money(shipping, currency) if shipping else None,
        discount=Money(off, currency) if off else None,
    )


@cache
def catalogue_goods() -> tuple[tuple[Good, ...], ...]:
    """The variants of each product that can be drawn by lot: not those that are sold out."""
    return tuple(tuple(good for good in range.goods if good.sku not in SOLD_OUT) for range in catalogue())


@cache
def prices_in(currency: str) -> dict[str, int]:
    """Price by SKU."""
    return {good.sku: good.prices[currency] for range in catalogue() for good in range.goods}
