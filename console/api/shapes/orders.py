"""Orders as answers."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AliasChoices, Field

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
    """A line. `promise` is the day by which it should arrive, `source_node` the code of the node it leaves from."""

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


class PaymentShape(Shape):
    """One entry of the ledger: authorised, captured, refunded or voided."""

    id: UUID
    kind: str
    amount: Amount
    status: str
    payment_method: PaymentMethodShape | None
    external_ref: str | None
    at: Instant


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


class ReturnShape(Shape):
    """Goods that came back."""

    id: UUID
    external_ref: str | None
    status: str
    channel: str
    reason: str
    amount: Amount
    requested_at: Instant
    refund_to: PaymentMethodShape | None = None
    lines: Pieces


class ExchangeShape(Shape):
    """Goods that were exchanged for others."""

    id: UUID
    status: str
    lines: Pieces
    channel: str
    settle_with: PaymentMethodShape | None
    amount: Amount


class OrderShape(Shape):
    """An order whole. `balance` is what is still owed; negative when it is owed to the customer."""

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
    total: Amount
    captured: Amount
    refunded: Amount
    balance: Amount
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
    returns: list[ReturnShape]
    exchanges: list[ExchangeShape] = Field(default_factory=list)


class TotalsShape(Shape):
    """What an order comes to."""

    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    total: Amount
    balance: Amount


class SourcingShape(Shape):
    """Where a line would leave from; null when no node has all of it."""

    line_id: UUID
    sku: str
    node: str | None


class OrderPreviewShape(Shape):
    """What would be, had this been done. `promise` is the day by which everything should arrive."""

    totals_before: TotalsShape | None
    totals_after: TotalsShape
    payment_difference: Amount
    lines: list[OrderLineShape]
    sourcing: list[SourcingShape]
    promise: date | None
    notifications: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    approval: dict[str, Any] | None
