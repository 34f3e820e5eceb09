"""How returns, exchanges and disputes of an order are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.kernel.money import Money
from domain.orders.payment_rows import PaymentMethodRow


@dataclass(frozen=True, slots=True)
class ReturnLineRow:
    """Pieces of an order line: asked for, arrived, and taken back as good."""

    line_id: UUID
    quantity: int
    reason: str
    amount: Money
    received: int
    accepted: int
    condition: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Goods that came back, or are to. `amount` is what is given back for them; `fee` was kept from it."""

    id: UUID
    number: str | None
    external_ref: str | None
    status: str
    channel: str
    reason: str
    amount: Money
    fee: Money
    refund_to: PaymentMethodRow | None
    refund_at: str
    carrier: str
    tracking_number: str
    drop_off: str
    exchange_id: UUID | None
    requested_at: datetime
    requested_by: str
    expires_at: datetime | None
    received_at: datetime | None
    credited_at: datetime | None
    items: tuple[ReturnLineRow, ...]

    @property
    def lines(self) -> Mapping[UUID, int]:
        """Order lines and the pieces that are asked for."""
        return {item.line_id: item.quantity for item in self.items}


@dataclass(frozen=True, slots=True)
class ExchangedLineRow:
    """So many pieces of a line for as many of another SKU, which stand on a line of their own."""

    line_id: UUID
    quantity: int
    sku: str
    new_sku: str
    new_line_id: UUID | None


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """Goods for others. `amount` is what the customer pays; negative: gets back. `return_id` is of the old ones."""

    id: UUID
    return_id: UUID | None
    status: str
    channel: str
    amount: Money
    settle_with: PaymentMethodRow | None
    requested_at: datetime
    requested_by: str
    lines: tuple[ExchangedLineRow, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A payment that the customer's bank takes back, or wants explained."""

    id: UUID
    external_ref: str | None
    reason: str
    status: str
    amount: Money
    opened_at: datetime
    respond_by: datetime | None
    closed_at: datetime | None
    version: int
