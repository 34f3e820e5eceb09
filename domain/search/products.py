"""Find variants by SKU or by the name of their product."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, func, or_, select

from domain.db.gather import gather
from domain.db.prepared import Prepared
from domain.kernel.money import Money
from domain.kernel.text import fold
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.search.rows import ProductHit
from domain.search.shape import is_email, is_phone
from domain.work.unit import Unit

SHORTEST_NAME = 3


def products_by_sku(unit: Unit, wanted: str, limit: int) -> tuple[ProductHit, ...]:
    """Variants whose SKU begins with `wanted` in any case."""
    return _hits(unit, _BY_SKU, {"beginning": f"{_escaped(upper(wanted))}%", "most": limit})


def products_by_name(unit: Unit, wanted: str, limit: int) -> tuple[ProductHit, ...]:
    """Variants of products named like `wanted`, the most alike first; nothing is named like an address or a number."""
    if len(wanted) < SHORTEST_NAME or is_email(wanted) or is_phone(wanted):
        return ()
    folded = fold(wanted)
    return _hits(unit, _BY_NAME, {"wanted": folded, "holding": f"%{_escaped(folded)}%", "most": limit})


def is_sku_of(hits: Iterable[ProductHit], wanted: str) -> bool:
    """Whether one of them has the SKU `wanted`, in any case."""
    return any(upper(hit.sku) == upper(wanted) for hit in hits)


def upper(sku: str) -> str:
    """`sku` in upper case as PostgreSQL writes it: letter by letter."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in sku)


def _variants() -> Select[*tuple[Any, ...]]:
    price = VariantPrice
    prices = gather(
        price.currency, price.amount, where=[price.variant_id == Variant.id], order_by=[price.currency]
    ).label("prices")
    columns = (Product.id.label("product_id"), Variant.sku, Product.name, Variant.options, prices)
    return select(*columns).join(Product, Product.id == Variant.product_id)


def _by_name() -> Select[*tuple[Any, ...]]:
    alike = func.word_similarity(_WANTED, Product.folded)
    named = (
        select(Product.id, alike.label("alike"))
        .where(or_(Product.folded.like(bindparam("holding", type_=Text)), Product.folded.op("%>")(_WANTED)))
        .order_by(alike.desc(), Product.folded)
        .limit(_MOST)
        .subquery()
    )
    found = _variants().join(named, named.c.id == Product.id)
    return found.order_by(named.c.alike.desc(), Product.folded, Variant.sku).limit(_MOST)


def _escaped(text: str) -> str:
    """`text` in a LIKE pattern, where it means itself."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


_MOST = bindparam("most", type_=Integer)
_WANTED = bindparam("wanted", type_=Text)
_BY_SKU = Prepared(
    lambda: (
        _variants()
        .where(func.upper(Variant.sku).like(bindparam("beginning", type_=Text)))
        .order_by(func.upper(Variant.sku), Variant.sku)
        .limit(_MOST)
    )
)
_BY_NAME = Prepared(_by_name)


def _hits(unit: Unit, query: Prepared, values: dict[str, Any]) -> tuple[ProductHit, ...]:
    return tuple(
        ProductHit(row.product_id, row.sku, row.name, row.options, _prices(row.prices))
        for row in query.run(unit.session, **values)
    )


def _prices(gathered: list[tuple[str, int]]) -> tuple[Money, ...]:
    return tuple(Money(amount, currency) for currency, amount in gathered)
