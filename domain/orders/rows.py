"""How orders are read: plain frozen rows, amounts as money, never ORM rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.kernel.money import Money


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
    """A line with how far it has come. `source_node` is the node's code."""

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


@dataclass(frozen=True, slots=True)
class PaymentMethodRow:
    """A means of payment as people see it; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str
    brand: str
    last_four: str
    balance: Money | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One entry of the ledger; `kind` is authorised, captured, refunded or voided."""

    id: UUID
    kind: str
    amount: Money
    status: str
    payment_method: PaymentMethodRow | None
    external_ref: str | None
    at: datetime


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
class ReturnRow:
    """Goods that came back; `lines` maps order line ids to pieces."""

    id: UUID
    external_ref: str | None
    status: str
    channel: str
    reason: str
    amount: Money
    requested_at: datetime
    lines: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order whole. `balance` = total - captured + refunded: what is still owed (negative: owed to the customer)."""

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
    total: Money
    captured: Money
    refunded: Money
    balance: Money
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
