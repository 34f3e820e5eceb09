"""Quotes as requests and answers."""

from datetime import date
from uuid import UUID

from pydantic import AliasChoices, Field

from console.api.shapes.base import (
    AddressBody,
    AddressShape,
    Amount,
    Body,
    GivenCount,
    GivenId,
    Instant,
    MoneyBody,
    Shape,
)
from console.api.shapes.new_orders import NewLineBody


class NewQuoteBody(Body):
    """What is offered: priced and taxed as the order would be. Good for `valid_days`."""

    customer_id: GivenId
    currency: str = Field(examples=["EUR"])
    lines: list[NewLineBody]
    shipping_address: AddressBody
    channel: str = "phone"
    shipping: MoneyBody | None = None
    discount: MoneyBody | None = None
    valid_days: GivenCount = 14


class QuoteLineShape(Shape):
    """A line of an offer."""

    sku: str
    title: str
    options: dict[str, str]
    quantity: int
    unit_price: Amount
    total: Amount
    tax: Amount


class QuoteShape(Shape):
    """An offer. `status` is open, expired, ordered (see `order_number`) or withdrawn."""

    id: UUID
    number: str = Field(examples=["#Q1001"])
    customer_id: UUID
    status: str = Field(examples=["open"])
    channel: str
    currency: str
    lines: list[QuoteLineShape]
    shipping_address: AddressShape
    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    tax_included: bool
    total: Amount
    promise: date | None = Field(validation_alias=AliasChoices("promised_on", "promise"))
    made_by: str
    made_at: Instant
    expires_at: Instant
    order_id: UUID | None
    order_number: str | None
    version: int


class QuoteOrderBody(Body):
    """Becomes an order, paid with `payment_method`; without one it stays unpaid."""

    payment_method: str | None = None
    fulfilment: str = "ship"
