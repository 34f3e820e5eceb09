"""Previews and approvals as answers."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Amount, Instant, OptionalAmount, Shape
from console.api.shapes.orders import OrderLineShape
from console.api.shapes.payments import PaymentMethodShape
from console.api.shapes.sourcing import WhyShape


class TotalsShape(Shape):
    """What an order comes to."""

    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    tax_included: bool
    fees: Amount
    total: Amount
    balance: Amount


class SettlementShape(Shape):
    """Money that moves: `kind` as on the ledger, `when` now, soon (through the gateway) or on_receipt (of goods)."""

    kind: str = Field(examples=["refunded"])
    amount: Amount
    payment_method: PaymentMethodShape | None = Field(validation_alias="method")
    when: str = Field(examples=["soon"])


class SourcingShape(Shape):
    """Where a line would leave from, null when no node has all of it, and why; null where that was not kept."""

    line_id: UUID
    sku: str
    node: str | None
    why: WhyShape | None


class PlannedMessageShape(Shape):
    """A message that would go out; or why it would not (`skipped`: no_address, no_consent,
    switched_off or silenced)."""

    channel: str = Field(examples=["email"])
    template: str = Field(examples=["order_cancelled"])
    to: str = Field(validation_alias="address_masked", description="The contact, masked.")
    language: str
    skipped: str
    subject: str = Field(description="Of an e-mail.")
    text: str = Field(description="The message itself.")
    segments: int = Field(description="How many SMS it is; 0 of an e-mail.")


class RuleShape(Shape):
    """A policy that applied, in both languages."""

    code: str = Field(examples=["return.refund_on_receipt"])
    en: str
    fr: str


class NeedShape(Shape):
    """A limit that is passed. `asked` and `allowed` are minor units of `currency`."""

    limit: str = Field(examples=["goodwill.per_action"])
    asked: int
    allowed: int
    currency: str
    en: str
    fr: str


class NeededApprovalShape(Shape):
    """Somebody else has to agree, because of these limits."""

    needs: list[NeedShape]


class PreviewShape(Shape):
    """What would be, had this been done; nothing is kept.

    `payment_difference` is what the customer pays because of it; negative: gets back. `promise` is the day by which
    everything should arrive. Send `digest` along when doing it: another result is then refused (409).
    """

    totals_before: TotalsShape | None
    totals_after: TotalsShape | None
    payment_difference: OptionalAmount
    settlements: list[SettlementShape]
    lines: list[OrderLineShape]
    sourcing: list[SourcingShape]
    promise: date | None
    notifications: list[PlannedMessageShape]
    rules: list[RuleShape]
    approval: NeededApprovalShape | None
    digest: str
    identity_needed: bool = Field(description="It is refused (403) until somebody is sure who the customer is.")


class ApprovalShape(Shape):
    """An action that waits, or waited, for somebody else's word. `preview` is what was shown to who asked.

    `status` "changed": it was allowed, but came to something else, or was refused; nothing was done. `acknowledged_at`:
    since when it is known that it came back.
    """

    id: UUID
    action: str = Field(examples=["goodwill"])
    status: str = Field(examples=["pending"])
    args: dict[str, Any]
    needs: list[NeedShape]
    note: str
    order_id: UUID | None
    order_number: str | None
    customer_id: UUID | None
    customer_name: str | None
    asked_by_name: str
    asked_by_role: str
    asked_at: Instant
    decided_by_name: str
    decided_at: Instant | None
    reason: str
    preview: dict[str, Any]
    digest: str
    version: int
    acknowledged_at: Instant | None
    acknowledged_by_name: str


class PendingShape(Shape):
    """Nothing was done: somebody else has to agree. Ask for `/approvals/{id}` to learn what they say."""

    approval: ApprovalShape
