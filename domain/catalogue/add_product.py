"""Add a product and its variants to the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.money import LARGEST_AMOUNT, check_currency
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, fold
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.work.unit import Unit

LONGEST_SKU = 64


@dataclass(frozen=True)
class NewVariant:
    """`prices` maps a currency to the list price in its minor units."""

    sku: str
    options: Mapping[str, str] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    available: bool = True


def add_product(
    unit: Unit,
    *,
    name: str,
    variants: Sequence[NewVariant],
    category: str = "",
    source: str | None = None,
    external_ref: str | None = None,
) -> UUID:
    """Add a product with at least one variant. Records `product.added`.

    Refuses a SKU that is taken, and an `external_ref` that `source` has used before.
    """
    unit.actor.require(Permission.CATALOGUE_WRITE)
    checked = [_check(variant, f"variants[{i}]") for i, variant in enumerate(variants)]
    _check_skus(unit, [variant.sku for variant in checked])
    title = clean_text(name, field="name", most=200)
    origin, reference = _reference(unit, source, external_ref)
    product = Product(
        id=new_id(at=unit.now),
        source=origin,
        external_ref=reference,
        name=title,
        folded=fold(title),
        category=clean_text(category, field="category", most=100, required=False),
        created_at=unit.now,
    )
    unit.session.add(product)
    unit.session.flush()
    for variant in checked:
        _write(unit, product.id, variant)
    unit.record(
        "product.added",
        stream=Stream.named(f"product:{product.id}"),
        data={"product_id": str(product.id), "name": title, "skus": [variant.sku for variant in checked]},
    )
    return product.id


def check_sku(value: object, *, field: str) -> str:
    """`value` as a SKU: text without line breaks, at most `LONGEST_SKU` characters."""
    return clean_text(value, field=field, most=LONGEST_SKU)


def _check(variant: NewVariant, field: str) -> NewVariant:
    prices = {check_currency(currency, field=f"{field}.prices"): price for currency, price in variant.prices.items()}
    if any(not 0 <= price <= LARGEST_AMOUNT for price in prices.values()):
        raise Invalid(
            field=f"{field}.prices",
            code="negative_price",
            en="A price must not be negative.",
            fr="Un prix ne peut pas être négatif.",
        )
    options = {
        clean_text(key, field=f"{field}.options", most=60): clean_text(value, field=f"{field}.options", most=200)
        for key, value in variant.options.items()
    }
    return NewVariant(check_sku(variant.sku, field=f"{field}.sku"), options, prices, variant.available)


def _check_skus(unit: Unit, skus: list[str]) -> None:
    if not skus or len(set(skus)) < len(skus):
        raise Invalid(
            field="variants",
            code="variants_needed" if not skus else "duplicate_sku",
            en="A product needs at least one variant, and each SKU once.",
            fr="Un produit a au moins une variante, et chaque SKU une seule fois.",
        )
    taken = unit.session.execute(select(Variant.sku).where(Variant.sku.in_(skus))).scalars().all()
    if taken:
        raise Conflict(
            code="duplicate_sku",
            field="variants",
            en=f"The SKU “{taken[0]}” is taken.",
            fr=f"Le SKU « {taken[0]} » est déjà pris.",
            details={"skus": list(taken)},
        )


def _reference(unit: Unit, source: str | None, external_ref: str | None) -> tuple[str | None, str | None]:
    origin = clean_text(source, field="source", most=60) if source else None
    reference = clean_text(external_ref, field="external_ref", most=200) if external_ref else None
    taken = select(Product.name).where(Product.source == origin, Product.external_ref == reference)
    if origin and reference and (standing := unit.session.execute(taken).scalar_one_or_none()):
        raise Conflict(
            code="duplicate_external_ref",
            field="external_ref",
            en=f"“{reference}” of {origin} is already the product “{standing}”.",
            fr=f"« {reference} » de {origin} est déjà le produit « {standing} ».",
        )
    return origin, reference


def _write(unit: Unit, product_id: UUID, new: NewVariant) -> None:
    variant = Variant(
        id=new_id(at=unit.now),
        product_id=product_id,
        sku=new.sku,
        options=dict(new.options),
        available=new.available,
    )
    unit.session.add(variant)
    unit.session.flush()
    unit.session.add_all(
        VariantPrice(variant_id=variant.id, currency=currency, amount=amount) for currency, amount in new.prices.items()
    )
