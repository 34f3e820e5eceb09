"""What a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.customers.rows import CustomerRow
from domain.kernel.money import Money
from domain.orders.rows import OrderRow


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A variant with its list prices."""

    product_id: UUID
    sku: str
    name: str
    options: Mapping[str, str]
    prices: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The best of each kind, best first."""

    customers: tuple[CustomerRow, ...]
    orders: tuple[OrderRow, ...]
    products: tuple[ProductHit, ...]
