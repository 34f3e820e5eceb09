"""Find what can be put on an order."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.catalogue.goods import known_goods
from domain.inventory.available import pieces_available
from domain.kernel.money import Money, check_currency
from domain.kernel.page import check_limit
from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.search.products import products_by_name, products_by_sku
from domain.search.search import LONGEST, SHORTEST
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class GoodsForSale:
    """A variant at its list price. `available` = pieces that can be promised; None for who may not read stock."""

    sku: str
    name: str
    options: Mapping[str, str]
    price: Money
    available: int | None


def goods_for_sale(unit: Unit, *, text: str, currency: str, limit: int = 24) -> tuple[GoodsForSale, ...]:
    """Variants by the beginning of their SKU or by their product's name, typing errors forgiven, the likeliest first.

    Only what is sold at present and has a price in `currency`. Fewer than `SHORTEST` characters find nothing.
    """
    unit.actor.require(Permission.CATALOGUE_READ)
    code, wanted = check_currency(currency), sought_text(text[:LONGEST])
    if len(wanted) < SHORTEST:
        return ()
    most = check_limit(limit)
    hits = (*products_by_sku(unit, wanted, most), *products_by_name(unit, wanted, most))
    skus = list(dict.fromkeys(hit.sku for hit in hits))
    goods = known_goods(unit, code, set(skus))
    pieces = pieces_available(unit, skus) if unit.actor.can(Permission.STOCK_READ) else {}
    found = [
        GoodsForSale(sku, each.title, each.options, Money(each.price, code), pieces.get(sku))
        for sku in skus
        if (each := goods[sku]).available and each.price is not None
    ]
    return tuple(found[:most])
