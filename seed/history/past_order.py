"""An order of the past, as the importers and the load generator hand it over. Amounts are minor units.

Its sums follow the rule of the domain (`pricing.formula`): what is kept now counts, and `placed_total` is what it came
to at first. Past orders carry no tax; discounts are those of whole orders.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.kernel.ids import new_id
from domain.pricing.formula import spread


@dataclass(slots=True)
class PastLine:
    """`options` is JSON text; `returned` counts the pieces that came back."""

    sku: str
    title: str
    quantity: int
    unit_price: int
    options: str = "{}"
    product_external_ref: str | None = None
    returned: int = 0
    id: UUID = field(default_factory=new_id)


@dataclass(slots=True)
class PastAdjustment:
    """Signed: what makes the order dearer is positive. `later`: it was not there when the order was placed."""

    kind: str
    label: str
    amount: int
    at: datetime
    later: bool = False


@dataclass(slots=True)
class PastPayment:
    """An entry of the ledger; `amount` is positive."""

    kind: str
    amount: int
    at: datetime
    method_id: UUID | None
    external_ref: str | None = None


@dataclass(slots=True)
class PastParcel:
    """A parcel; without `shipped_at` it has a label and has not left. Scans are (status, place, time)."""

    tracking_number: str
    lines: list[tuple[UUID, int]]
    carrier: str = ""
    status: str = "shipped"
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    scans: list[tuple[str, str, datetime]] = field(default_factory=list)


@dataclass(slots=True)
class PastReturn:
    """Goods that came back: pieces by order line, and what was given back for them, in all and by order line."""

    external_ref: str
    at: datetime
    amount: int
    lines: dict[UUID, int]
    amounts: dict[UUID, int]


@dataclass(slots=True)
class PastStep:
    """An event of the order's stream that no other row tells of."""

    type: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PastOrder:
    """Values that are checked already. `steps` are the moves of the order itself after it was placed."""

    number: str
    source: str
    customer_id: UUID
    status: str
    currency: str
    placed_at: datetime
    shipping_address: str
    lines: list[PastLine]
    adjustments: list[PastAdjustment] = field(default_factory=list)
    payments: list[PastPayment] = field(default_factory=list)
    parcels: list[PastParcel] = field(default_factory=list)
    returns: list[PastReturn] = field(default_factory=list)
    steps: list[PastStep] = field(default_factory=list)
    channel: str = "web"
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    id: UUID = field(default_factory=new_id)

    def kept(self, line: PastLine) -> int:
        """The pieces of `line` that were neither cancelled nor returned."""
        return 0 if self.status == "cancelled" else line.quantity - line.returned

    @property
    def subtotal(self) -> int:
        return sum(self.kept(line) * line.unit_price for line in self.lines)

    @property
    def total(self) -> int:
        return self.subtotal + sum(adjustment.amount for adjustment in self.adjustments)

    @property
    def placed_total(self) -> int:
        goods = sum(line.quantity * line.unit_price for line in self.lines)
        return goods + sum(adjustment.amount for adjustment in self.adjustments if not adjustment.later)

    def adjusted(self, kind: str) -> int:
        """The sum of the adjustments of `kind`, signed."""
        return sum(adjustment.amount for adjustment in self.adjustments if adjustment.kind == kind)

    def discounts(self) -> list[int]:
        """What each line has of the order's discount, by what is kept of it."""
        weights = [self.kept(line) * line.unit_price for line in self.lines]
        return spread(max(0, min(-self.adjusted("discount"), sum(weights))), weights)
