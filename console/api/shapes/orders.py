"""Orders as answers."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field

from console.api.shapes.base import AddressShape, Amount, Instant, Pieces, Shape
from console.api.shapes.payments import PaymentShape
from console.api.shapes.returns import ExchangeShape, ReturnShape


class OrderRowShape(Shape):
    """An order in a list."""

    id: UUID
    number: str = Field(examples=["#W5918442"])
    external_ref: str | None
    customer_id: UUID
    customer_name: str
    status: str = Field(examples=["released"])
    held: bool
    channel: str
    total: Amount
    balance: Amount
    line_count: int
    placed_at: Instant
    version: int


class OrderLineShape(Shape):
    """A line. `promise` is the day by which it should arrive, `source_node` the code of the node it leaves from.

    `total` is for the pieces that are kept; `discount` and `tax` are its shares.
    """

    id: UUID
    sku: str
    product_external_ref: str | None
    title: str
    options: dict[str, str]
    quantity: int
    shipped: int
    cancelled: int
    returned: int
    unit_price: Amount
    total: Amount
    status: str
    source_node: str | None
    promise: date | None = Field(validation_alias=AliasChoices("promised_on", "promise"))
    kind: str = Field(examples=["sold"])
    discount: Amount
    tax: Amount


class ScanShape(Shape):
    """One thing the carrier said."""

    status: str
    place: str
    at: Instant


class ShipmentShape(Shape):
    """A parcel of an order, with what the carrier said of it, newest first."""

    id: UUID
    node: str | None
    carrier: str
    tracking_number: str
    status: str
    shipped_at: Instant | None
    delivered_at: Instant | None
    lines: Pieces
    scans: list[ScanShape]


class AdjustmentShape(Shape):
    """What changes the total beside the lines; discounts are negative."""

    id: UUID
    kind: str
    label: str
    amount: Amount
    reason: str
    at: Instant


class HoldShape(Shape):
    """A reason to keep the order back; `released_at` is null while it stands."""

    id: UUID
    reason: str
    placed_at: Instant
    placed_by: str
    released_at: Instant | None


class DisputeShape(Shape):
    """A payment that the customer's bank takes back, or wants explained, until `respond_by`."""

    id: UUID
    external_ref: str | None
    reason: str = Field(examples=["not_received"])
    status: str = Field(examples=["open"])
    amount: Amount
    opened_at: Instant
    respond_by: Instant | None
    closed_at: Instant | None
    version: int


def _without_exchanged(returns: Sequence[Any]) -> list[Any]:
    """What comes back for others is told by the exchange."""
    return [each for each in returns if each.exchange_id is None]


class OrderShape(Shape):
    """An order whole. `balance` is what is still owed; negative when it is owed to the customer.

    `pending` is what is on its way (to us positive), `placed_total` what the order came to at first.
    """

    id: UUID
    number: str = Field(examples=["#W5918442"])
    external_ref: str | None
    source: str | None
    customer_id: UUID
    customer_name: str
    status: str = Field(examples=["released"])
    held: bool
    channel: str
    fulfilment: str
    currency: str = Field(examples=["EUR"])
    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    tax_included: bool
    fees: Amount
    total: Amount
    placed_total: Amount
    captured: Amount
    refunded: Amount
    balance: Amount
    pending: Amount
    shipping_address: AddressShape
    placed_at: Instant
    cancelled_at: Instant | None
    cancel_reason: str
    version: int
    tags: list[str]
    lines: list[OrderLineShape]
    payments: list[PaymentShape]
    shipments: list[ShipmentShape]
    adjustments: list[AdjustmentShape]
    holds: list[HoldShape]
    returns: Annotated[list[ReturnShape], BeforeValidator(_without_exchanged)]
    exchanges: list[ExchangeShape]
    disputes: list[DisputeShape]
    pickup_node: str | None
