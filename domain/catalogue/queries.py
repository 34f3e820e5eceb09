"""Read the catalogue."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.text import fold, sought_text
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class VariantRow:
    id: UUID
    sku: str
    options: Mapping[str, str]
    available: bool
    prices: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product with all its variants."""

    id: UUID
    external_ref: str | None
    name: str
    category: str
    variants: tuple[VariantRow, ...]


def products(unit: Unit, *, q: str | None = None, cursor: str | None = None, limit: int = 50) -> Page[ProductRow]:
    """Products by name, those whose name holds `q` or with a variant of that SKU."""
    unit.actor.require(Permission.CATALOGUE_READ)
    query = select(Product).order_by(Product.folded, Product.id).limit(check_limit(limit) + 1)
    if wanted := sought_text(q):
        sku = select(Variant.product_id).where(Variant.sku == wanted)
        query = query.where(Product.folded.contains(fold(wanted), autoescape=True) | Product.id.in_(sku))
    if cursor:
        folded, last = decode_cursor(cursor, str, UUID)
        query = query.where((Product.folded > folded) | ((Product.folded == folded) & (Product.id > last)))
    rows = unit.session.execute(query).scalars().all()
    variants = _variants(unit, [row.id for row in rows[:limit]])
    return page_of(
        rows, limit=limit, item=lambda row: _row(row, variants[row.id]), cursor=lambda row: (row.folded, row.id)
    )


def product(unit: Unit, *, product_id: UUID) -> ProductRow:
    """One product, or `NotFound`."""
    unit.actor.require(Permission.CATALOGUE_READ)
    row = unit.session.get(Product, product_id)
    if row is None:
        raise NotFound.of("product", "produit", product_id)
    return _row(row, _variants(unit, [row.id])[row.id])


def _row(row: Product, variants: Sequence[VariantRow]) -> ProductRow:
    return ProductRow(row.id, row.external_ref, row.name, row.category, tuple(variants))


def _variants(unit: Unit, product_ids: Sequence[UUID]) -> Mapping[UUID, list[VariantRow]]:
    found = unit.session.execute(
        select(Variant).where(Variant.product_id.in_(product_ids)).order_by(Variant.sku)
    ).scalars()
    variants = list(found)
    prices: dict[UUID, list[Money]] = defaultdict(list)
    query = select(VariantPrice).where(VariantPrice.variant_id.in_([variant.id for variant in variants]))
    for price in unit.session.execute(query.order_by(VariantPrice.currency)).scalars():
        prices[price.variant_id].append(Money(price.amount, price.currency))
    rows: dict[UUID, list[VariantRow]] = defaultdict(list)
    for v in variants:
        rows[v.product_id].append(VariantRow(v.id, v.sku, v.options, v.available, tuple(prices[v.id])))
    return rows
