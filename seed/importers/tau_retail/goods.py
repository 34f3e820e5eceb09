"""A product of the data set. It tells which variants are available, not how many pieces there are."""

from datetime import datetime
from typing import Any

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from seed.history.products import PastProduct, PastVariant
from seed.importers.tau_retail.fields import CURRENCY, amount, mapping, options, text
from seed.importers.tau_retail.files import Record
from seed.importers.tau_retail.people import SOURCE


def product_of(record: Record, *, created_at: datetime) -> PastProduct:
    """The product that a record tells of; `Invalid` names the field at fault."""
    value = mapping(record.value, field="product")
    variants = mapping(value.get("variants"), field="variants")
    return PastProduct(
        id=new_id(at=created_at),
        source=SOURCE,
        external_ref=clean_text(record.key, field="product_id", most=200),
        name=text(value, "name", field="name"),
        variants=[_variant(sku, variant, f"variants.{sku}") for sku, variant in variants.items()],
        created_at=created_at,
    )


def _variant(sku: str, value: Any, field: str) -> PastVariant:
    variant = mapping(value, field=field)
    available = variant.get("available")
    if not isinstance(available, bool):
        raise Invalid(
            field=f"{field}.available",
            code="not_yes_or_no",
            en=f"“{field}.available” must be true or false.",
            fr=f"« {field}.available » doit être true ou false.",
        )
    return PastVariant(
        sku=clean_text(sku, field=field, most=64),
        options=options(variant.get("options"), field=f"{field}.options"),
        prices={CURRENCY: amount(variant, "price", field=f"{field}.price")},
        available=available,
    )
