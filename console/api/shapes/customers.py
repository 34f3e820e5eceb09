"""Customers as requests and answers."""

from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import AddressBody, AddressShape, Amount, Body, Instant, OptionalAmount, PageShape, Shape
from console.api.shapes.orders import OrderShape


class CustomerRowShape(Shape):
    """A customer in a list, with the first e-mail address and phone number."""

    id: UUID
    number: str = Field(examples=["K1042"])
    external_ref: str | None
    first_name: str
    last_name: str
    tier: str
    language: str
    email: str
    phone: str
    city: str
    country: str
    order_count: int
    last_order_at: Instant | None


class CustomerAddressShape(AddressShape):
    """A postal address and what the customer calls it."""

    id: UUID
    label: str


class ConsentShape(Shape):
    """Whether writing on `channel` for `purpose` is allowed."""

    channel: str = Field(examples=["email"])
    purpose: str = Field(examples=["service"])
    granted: bool
    changed_at: Instant


class CustomerMethodShape(Shape):
    """A means of payment; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str = Field(examples=["gift_card"])
    brand: str
    last_four: str
    balance: OptionalAmount


class RiskFlagShape(Shape):
    """A warning, and the facts it rests on."""

    kind: str
    facts: dict[str, Any]
    raised_at: Instant


class NoteShape(Shape):
    """What staff wrote down. Plain text: escape it where it is shown."""

    id: UUID
    order_id: UUID | None
    body: str
    pinned: bool
    author_name: str
    created_at: Instant
    version: int


class CustomerShape(Shape):
    """A customer with everything that identifies them; the first of each list is the main one."""

    id: UUID
    number: str = Field(examples=["K1042"])
    source: str | None
    external_ref: str | None
    first_name: str = Field(examples=["Éloïse"])
    last_name: str = Field(examples=["Martin"])
    language: str = Field(examples=["fr"])
    time_zone: str = Field(examples=["Europe/Paris"])
    tier: str
    order_count: int
    last_order_at: Instant | None
    created_at: Instant
    version: int
    emails: list[str]
    phones: list[str] = Field(examples=[["+33612345678"]])
    addresses: list[CustomerAddressShape]
    consents: list[ConsentShape]
    payment_methods: list[CustomerMethodShape]
    tags: list[str]
    risk_flags: list[RiskFlagShape]


class SpendingShape(Shape):
    """What a customer paid in one currency, and what we kept of it."""

    captured: Amount
    refunded: Amount
    kept: Amount


class TimelineEntryShape(Shape):
    """One thing that happened: what, when, who and why. Erased texts are null."""

    id: UUID
    type: str = Field(examples=["order.placed"])
    category: str
    occurred_at: Instant
    actor_kind: str
    actor_name: str
    cause: str
    order_id: UUID | None
    order_number: str | None
    data: dict[str, Any]
    texts: dict[str, str | None]


class OverviewShape(Shape):
    """The whole 360° of a customer: identity, value, newest orders, notes, first page of the timeline."""

    customer: CustomerShape
    lifetime_value: list[SpendingShape]
    open_orders: int
    returns: int
    goodwill_given: list[Amount]
    discounts_given: list[Amount]
    orders: list[OrderShape]
    orders_cursor: str | None
    notes: list[NoteShape]
    timeline: PageShape[TimelineEntryShape]


class CustomerAddressBody(AddressBody):
    """A postal address and what the customer calls it."""

    label: str = ""


class ConsentBody(Body):
    """Whether we may write on `channel` for `purpose`."""

    channel: str = Field(examples=["email"])
    purpose: str = Field(examples=["marketing"])
    granted: bool


class NewCustomerBody(Body):
    """A customer. Phone numbers in any format; without a country prefix they are read as of the first address."""

    first_name: str = Field("", examples=["Éloïse"])
    last_name: str = Field("", examples=["Martin"])
    emails: list[str] = Field([], examples=[["eloise.martin@example.org"]])
    phones: list[str] = Field([], examples=[["06 12 34 56 78"]])
    addresses: list[CustomerAddressBody] = Field(default_factory=list)
    language: str = Field("en", examples=["fr"])
    time_zone: str = Field("UTC", examples=["Europe/Paris"])
    source: str | None = None
    external_ref: str | None = None
    consents: list[ConsentBody] = Field(default_factory=list)


class CustomerChangeBody(Body):
    """What is left out stays; a list replaces the whole list."""

    first_name: str | None = None
    last_name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    emails: list[str] | None = None
    phones: list[str] | None = None
    addresses: list[CustomerAddressBody] | None = None
    consents: list[ConsentBody] | None = None


class NewNoteBody(Body):
    """Plain text, at most 10,000 characters; lines are kept."""

    body: str = Field(examples=["Prefers to be called after six."])
    pinned: bool = False
