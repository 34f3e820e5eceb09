"""What is sold, at its list price: for goods that come onto an order."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from domain.kernel.errors import Conflict, DomainError, Invalid
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Goods:
    """A variant with its list price in minor units; None: it has none in the currency."""

    sku: str
    product_external_ref: str | None
    title: str
    options: Mapping[str, str]
    price: int | None
    available: bool


def goods_of(unit: Unit, currency: str, wanted: Mapping[str, str], *, more: Mapping[str, str]) -> Mapping[str, Goods]:
    """The goods by SKU of `wanted` (field: SKU), at list prices, and of `more`, which have a price already.

    Refuses with `Invalid` naming the field a SKU that is not known or has no price in `currency`, with `Conflict`
    "not_available" one that is not sold at present.
    """
    found = known_goods(unit, currency, {*wanted.values(), *more.values()})
    for field, sku in {**wanted, **more}.items():
        goods = found.get(sku)
        if goods is None or not goods.available or (field in wanted and goods.price is None):
            raise _refusal(field, sku, goods, currency)
    return found


def known_goods(unit: Unit, currency: str, skus: set[str]) -> Mapping[str, Goods]:
    """The goods of those `skus` that are known, sold at present or not."""
    query = (
        select(Variant, Product, VariantPrice.amount)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantPrice, (VariantPrice.variant_id == Variant.id) & (VariantPrice.currency == currency))
        .where(Variant.sku.in_(skus))
    )
    return {
        variant.sku: Goods(
            variant.sku, product.external_ref, product.name, variant.options, price, available=variant.available
        )
        for variant, product, price in unit.session.execute(query)
    }


def _refusal(field: str, sku: str, goods: Goods | None, currency: str) -> DomainError:
    if goods is None:
        return Invalid(
            field=field,
            code="unknown_sku",
            en=f"There is no SKU “{sku}”.",
            fr=f"Il n’y a pas de SKU « {sku} ».",
        )
    if goods.available:
        return Invalid(
            field=field,
            code="no_price",
            en=f"{sku} has no price in {currency}.",
            fr=f"{sku} n’a pas de prix en {currency}.",
        )
    return Conflict(
        code="not_available",
        field=field,
        en=f"{sku} is not sold at present.",
        fr=f"{sku} n’est pas vendu actuellement.",
        details={"sku": sku},
    )
