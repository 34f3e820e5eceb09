"""A product of the past with its variants."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.kernel.text import fold
from seed.history.batch import Batch


@dataclass(slots=True)
class PastVariant:
    """`prices` maps a currency to minor units."""

    sku: str
    options: dict[str, str] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    available: bool = True


@dataclass(slots=True)
class PastProduct:
    """Values that are checked already."""

    source: str
    external_ref: str
    name: str
    variants: list[PastVariant]
    created_at: datetime
    category: str = ""
    id: UUID = field(default_factory=new_id)


def add_product(batch: Batch, product: PastProduct) -> None:
    """Keep the product, its variants and their prices, and `product.added`."""
    batch.add(
        "products",
        *(product.id, product.source, product.external_ref, product.name, fold(product.name)),
        *(product.category, product.created_at),
    )
    for variant in product.variants:
        add_variant(batch, product.id, variant)
    stream = Stream.named(f"product:{product.id}")
    data = {
        "product_id": str(product.id),
        "name": product.name,
        "skus": [variant.sku for variant in product.variants],
    }
    batch.add_events(stream, [batch.event("product.added", product.created_at, stream, customer_id=None, data=data)])


def add_variant(batch: Batch, product_id: UUID, variant: PastVariant) -> None:
    """Keep a variant of a product and its prices."""
    id = new_id()
    batch.add(
        "variants", id, product_id, variant.sku, json.dumps(variant.options, ensure_ascii=False), variant.available
    )
    for currency, amount in variant.prices.items():
        batch.add("variant_prices", id, currency, amount)
