"""How orders are read: plain frozen rows, amounts as money, never ORM rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.kernel.money import Money
from domain.orders.after_sale_rows import DisputeRow, ExchangeRow
from domain.orders.after_sale_rows import ReturnRow as ReturnRow  # noqa: PLC0414
from domain.orders.payment_rows import PaymentMethodRow as PaymentMethodRow  # noqa: PLC0414
from domain.orders.payment_rows import PaymentRow as PaymentRow  # noqa: PLC0414  (read together with orders)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    id: UUID
    number: str
    external_ref: str | None
    customer_id: UUID
    customer_name: str
    status: str
    held: bool
    channel: str
    total: Money
    balance: Money
    line_count: int
    placed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """A line with how far it has come. `source_node` is the node's code.

    `total` is for what is kept; `discount` and `tax` are its shares. `kind` is sold, exchange or replacement.
    """

    id: UUID
    sku: str
    product_external_ref: str | None
    title: str
    options: Mapping[str, str]
    quantity: int
    shipped: int
    cancelled: int
    returned: int
    unit_price: Money
    total: Money
    status: str
    source_node: str | None
    source_node_name: str | None
    promised_on: date | None
    kind: str
    discount: Money
    tax: Money
    exchange_id: UUID | None


@dataclass(frozen=True, slots=True)
class ScanRow:
    status: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """A parcel; `lines` maps order line ids to pieces; `scans` newest first."""

    id: UUID
    node: str | None
    carrier: str
    tracking_number: str
    status: str
    shipped_at: datetime | None
    delivered_at: datetime | None
    lines: Mapping[UUID, int]
    scans: tuple[ScanRow, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """What changes the total beside the lines; `amount` is signed, discounts are negative."""

    id: UUID
    kind: str
    label: str
    amount: Money
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldRow:
    id: UUID
    reason: str
    placed_at: datetime
    placed_by: str
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order whole. `balance` = total - captured + refunded: what is still owed (negative: owed to the customer).

    `placed_total` is what it came to at first. `pending` is what is on its way to or from the customer (signed like
    the balance: what is being collected is positive). `tax_included`: the prices have the tax in them. `awaiting` are
    the new goods of exchanges, which cost nothing and stay until the old ones are back.
    """

    id: UUID
    number: str
    external_ref: str | None
    source: str | None
    customer_id: UUID
    customer_name: str
    status: str
    held: bool
    channel: str
    fulfilment: str
    currency: str
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    tax_included: bool
    fees: Money
    total: Money
    placed_total: Money
    captured: Money
    refunded: Money
    balance: Money
    pending: Money
    shipping_address: Mapping[str, str]
    placed_at: datetime
    cancelled_at: datetime | None
    cancel_reason: str
    version: int
    tags: tuple[str, ...]
    lines: tuple[OrderLineRow, ...]
    payments: tuple[PaymentRow, ...]
    shipments: tuple[ShipmentRow, ...]
    adjustments: tuple[AdjustmentRow, ...]
    holds: tuple[HoldRow, ...]
    returns: tuple[ReturnRow, ...]
    exchanges: tuple[ExchangeRow, ...] = ()
    disputes: tuple[DisputeRow, ...] = ()
    pickup_node: str | None = None
    locker: str = ""
    awaiting: tuple[OrderLineRow, ...] = ()
