"""Orders as answers."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field

from console.api.shapes.base import AddressShape, Amount, Instant, OptionalAmount, Pieces, Shape


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


class PaymentMethodShape(Shape):
    """A means of payment; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str = Field(examples=["card"])
    brand: str
    last_four: str
    balance: OptionalAmount


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


class PaymentShape(Shape):
    """One entry of the ledger: authorised, captured, refunded or voided.

    `status` is settled for what stands on the ledger; pending, refused or dropped for what was asked of the gateway.
    """

    id: UUID
    kind: str
    amount: Amount
    status: str
    payment_method: PaymentMethodShape | None
    external_ref: str | None
    at: Instant
    problem: str
    reason: str


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


class ReturnLineShape(Shape):
    """Pieces of a line that come back: asked for, arrived, and taken back as good."""

    line_id: UUID
    quantity: int
    reason: str
    amount: Amount
    received: int
    accepted: int
    condition: str


class ReturnShape(Shape):
    """Goods that came back, or are to. `amount` is what is given back for them, after the restocking `fee`.

    `refund_to` is null when the money goes back to where it came from.
    """

    id: UUID
    number: str | None = Field(examples=["#R1001"])
    external_ref: str | None
    status: str = Field(examples=["requested"])
    channel: str
    reason: str
    amount: Amount
    fee: Amount
    refund_to: PaymentMethodShape | None
    refund_at: str = Field(examples=["receipt"])
    carrier: str
    tracking_number: str
    drop_off: str
    exchange_id: UUID | None
    requested_at: Instant
    requested_by: str
    expires_at: Instant | None
    received_at: Instant | None
    credited_at: Instant | None
    lines: list[ReturnLineShape] = Field(validation_alias=AliasChoices("items", "lines"))


class ExchangedLineShape(Shape):
    """So many pieces of a line for as many of another SKU."""

    line_id: UUID
    quantity: int
    sku: str
    new_sku: str
    new_line_id: UUID | None


class ExchangeShape(Shape):
    """Goods for others. `amount` is what the customer pays; negative: gets back.

    `return_id` is for `/returns/{id}/receipt`, once the old goods are here.
    """

    id: UUID
    return_id: UUID | None
    status: str = Field(examples=["requested"])
    channel: str
    amount: Amount
    settle_with: PaymentMethodShape | None
    requested_at: Instant
    requested_by: str
    lines: list[ExchangedLineShape]


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
