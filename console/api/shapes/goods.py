"""Catalogue, stock and nodes."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import AddressShape, Amount, Body, GivenCount, Instant, Shape


class VariantShape(Shape):
    """What is ordered; one price per currency."""

    id: UUID
    sku: str
    options: dict[str, str]
    available: bool
    prices: list[Amount]


class ProductShape(Shape):
    """A product with all its variants."""

    id: UUID
    external_ref: str | None
    name: str
    category: str
    variants: list[VariantShape]


class NodeShape(Shape):
    """A place that goods leave from; `opening_hours` maps weekdays ("0" is Monday) to hours."""

    id: UUID
    code: str = Field(examples=["PAR"])
    name: str
    kind: str = Field(examples=["warehouse"])
    address: AddressShape
    time_zone: str
    cut_off: str = Field(examples=["15:00"])
    opening_hours: dict[str, str]
    daily_capacity: int | None
    handling_cost: Amount
    active: bool


class NodesShape(Shape):
    """Every node, on one page."""

    items: list[NodeShape]
    next_cursor: str | None = None


class StockShape(Shape):
    """Pieces of a SKU at a node; `available` may still be promised."""

    node: str
    sku: str
    on_hand: int
    reserved: int
    safety: int
    in_transit: int
    shortage: int
    available: int
    updated_at: Instant


class StockEntryBody(Body):
    """What is on hand; `safety` and `in_transit` stay as they are when left out."""

    node: str = Field(examples=["PAR"])
    sku: str
    on_hand: GivenCount
    safety: GivenCount | None = None
    in_transit: GivenCount | None = None


class StockBody(Body):
    """Levels to set, all or none; at most 1,000."""

    entries: list[StockEntryBody]
    reason: str = ""


class StockChangedShape(Shape):
    """How many levels changed."""

    changed: int
