"""Find variants by SKU or by the name of their product."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, or_, select

from domain.kernel.money import Money
from domain.kernel.text import fold
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.search.rows import ProductHit
from domain.work.unit import Unit

SHORTEST_NAME = 3


def products_by_sku_or_name(unit: Unit, wanted: str, limit: int) -> tuple[ProductHit, ...]:
    """Variants whose SKU begins with `wanted` in any case, then those of products named like it."""
    begins = func.upper(Variant.sku).startswith(upper(wanted), autoescape=True)
    by_sku = (
        select(Variant, Product)
        .join(Product, Product.id == Variant.product_id)
        .where(begins)
        .order_by(func.upper(Variant.sku), Variant.sku)
        .limit(limit)
    )
    found = [(variant, product) for variant, product in unit.session.execute(by_sku)]
    if len(found) < limit and len(wanted) >= SHORTEST_NAME:
        found += _by_name(unit, fold(wanted), limit - len(found))
    unique = {variant.id: (variant, product) for variant, product in found}
    prices = _prices(unit, list(unique))
    return tuple(
        ProductHit(product.id, variant.sku, product.name, variant.options, tuple(prices[variant.id]))
        for variant, product in unique.values()
    )


def upper(sku: str) -> str:
    """`sku` in upper case as PostgreSQL writes it: letter by letter."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in sku)


def _by_name(unit: Unit, wanted: str, limit: int) -> list[tuple[Variant, Product]]:
    alike = func.word_similarity(wanted, Product.folded)
    named = (
        select(Product.id, alike.label("alike"))
        .where(or_(Product.folded.contains(wanted, autoescape=True), Product.folded.op("%>")(wanted)))
        .order_by(alike.desc(), Product.folded)
        .limit(limit)
        .subquery()
    )
    query = (
        select(Variant, Product)
        .join(Product, Product.id == Variant.product_id)
        .join(named, named.c.id == Product.id)
        .order_by(named.c.alike.desc(), Product.folded, Variant.sku)
        .limit(limit)
    )
    return [(variant, product) for variant, product in unit.session.execute(query)]


def _prices(unit: Unit, variant_ids: list[UUID]) -> dict[UUID, list[Money]]:
    prices: dict[UUID, list[Money]] = defaultdict(list)
    query = select(VariantPrice).where(VariantPrice.variant_id.in_(variant_ids)).order_by(VariantPrice.currency)
    for price in unit.session.execute(query).scalars():
        prices[price.variant_id].append(Money(price.amount, price.currency))
    return prices
