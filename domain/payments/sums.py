"""What an order's ledger comes to, with what is on its way."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.models.payment import PaymentEntry, PaymentIntent
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class PaymentSums:
    """Minor units of the order's currency. What is pending has been asked of the gateway and is not answered yet.

    `refused_refunds` were refused by the gateway and wait for a person.
    """

    authorised: int = 0
    captured: int = 0
    refunded: int = 0
    voided: int = 0
    pending_captured: int = 0
    pending_refunded: int = 0
    pending_authorised: int = 0
    refused_refunds: int = 0

    @property
    def refundable(self) -> int:
        """The most that may still be given back: captured, not refunded and not on its way back."""
        return self.captured - self.refunded - self.pending_refunded

    @property
    def paid(self) -> int:
        """What the customer will have paid once everything on its way has arrived."""
        return self.captured + self.pending_captured - self.refunded - self.pending_refunded


def payment_sums(unit: Unit, order_id: UUID) -> PaymentSums:
    """The sums of one order; zero where nothing happened. Hold the order's lock to rely on them."""
    booked = select(*(_sum(PaymentEntry, kind) for kind in ("authorised", "captured", "refunded", "voided")))
    asked = select(
        *(_sum(PaymentIntent, kind, "pending") for kind in ("captured", "refunded", "authorised")),
        _sum(PaymentIntent, "refunded", "refused"),
    )
    entries = unit.session.execute(booked.where(PaymentEntry.order_id == order_id)).one()
    intents = unit.session.execute(asked.where(PaymentIntent.order_id == order_id)).one()
    return PaymentSums(*map(int, (*entries, *intents)))


def _sum(table: type[PaymentEntry] | type[PaymentIntent], kind: str, status: str = "") -> ColumnElement[int]:
    condition = table.kind == kind
    if status:
        condition &= table.status == status
    return func.coalesce(func.sum(table.amount).filter(condition), 0)
