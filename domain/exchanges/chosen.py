"""The pieces that are to be exchanged, and for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict, Invalid
from domain.kernel.text import sought_text
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.models.order import Order, OrderLine
from domain.orders.named_lines import find_line
from domain.returns.chosen import Chosen, check_count, refuse_more_than_held
from domain.work.unit import Unit


@dataclass(frozen=True)
class ExchangedPieces:
    """Pieces of a line, named by its id or by a SKU that stands on one line only, for as many of `new_sku`."""

    new_sku: str
    quantity: int = 1
    line_id: UUID | None = None
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class NewGoods:
    """A variant with its list price in the order's currency, in minor units."""

    variant: Variant
    product: Product
    price: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Checked pieces of a line, and the variant that goes out for them."""

    old: Chosen
    new: NewGoods


def chosen_pairs(unit: Unit, order: Order, lines: Sequence[ExchangedPieces]) -> list[Pair]:
    """`lines` of a locked order, checked; a line may be exchanged for several variants.

    Refuses, naming the line: what the customer does not have, SKUs that are not there, of another product
    ("other_product"), no longer sold ("not_available") or without a price in the order's currency ("no_price").
    """
    check_count(lines)
    old = [
        Chosen(find_line(order, line_id=one.line_id, sku=one.sku, field=f"lines[{i}]"), one.quantity)
        for i, one in enumerate(lines)
    ]
    refuse_more_than_held(unit, order, old)
    known = _variants(unit, order, [sought_text(one.new_sku) for one in lines])
    products = _products(unit, [each.line for each in old])
    return [
        Pair(each, _checked(order, each.line, one, known, products, f"lines[{i}].new_sku"))
        for i, (each, one) in enumerate(zip(old, lines, strict=True))
    ]


def _checked(
    order: Order,
    line: OrderLine,
    wanted: ExchangedPieces,
    known: Mapping[str, tuple[Variant, Product, int | None]],
    products: Mapping[str, UUID],
    field: str,
) -> NewGoods:
    sku = sought_text(wanted.new_sku)
    if sku not in known:
        raise Invalid(
            field=field,
            code="unknown_sku",
            en=f"There is no SKU “{sku[:64]}”.",
            fr=f"Il n’y a pas de SKU « {sku[:64]} ».",
        )
    variant, product, price = known[sku]
    if products.get(line.sku) != product.id:
        raise Invalid(
            field=field,
            code="other_product",
            en=f"{sku} is another product than {line.sku}. Take {line.sku} back and place an order instead.",
            fr=f"{sku} n’est pas le même produit que {line.sku}. Reprenez {line.sku} et passez une commande.",
        )
    if not variant.available:
        raise Conflict(
            field=field,
            code="not_available",
            en=f"{sku} is not available.",
            fr=f"{sku} n’est pas disponible.",
        )
    if price is None:
        raise Conflict(
            field=field,
            code="no_price",
            en=f"{sku} has no price in {order.currency}.",
            fr=f"{sku} n’a pas de prix en {order.currency}.",
        )
    return NewGoods(variant, product, price)


def _variants(unit: Unit, order: Order, skus: Sequence[str]) -> Mapping[str, tuple[Variant, Product, int | None]]:
    query = (
        select(Variant, Product, VariantPrice.amount)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantPrice, (VariantPrice.variant_id == Variant.id) & (VariantPrice.currency == order.currency))
        .where(Variant.sku.in_(skus))
    )
    return {variant.sku: (variant, product, price) for variant, product, price in unit.session.execute(query)}


def _products(unit: Unit, lines: Sequence[OrderLine]) -> Mapping[str, UUID]:
    query = select(Variant.sku, Variant.product_id).where(Variant.sku.in_([line.sku for line in lines]))
    return {sku: product_id for sku, product_id in unit.session.execute(query)}
