"""Returns and exchanges as answers."""

from uuid import UUID

from pydantic import AliasChoices, Field

from console.api.shapes.base import Amount, Instant, Shape
from console.api.shapes.payments import PaymentMethodShape


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
