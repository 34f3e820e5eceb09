"""Payments that a customer's bank takes back, or wants explained."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key
from domain.kernel.errors import Conflict

DISPUTE_REASONS = (
    *("fraudulent", "not_received", "not_as_described", "duplicate", "credit_not_processed"),
    *("cancelled", "unrecognised", "general"),
)
# From each state, the states that may follow.
DISPUTE_MOVES: dict[str, frozenset[str]] = {
    "open": frozenset({"answered", "won", "lost", "accepted"}),
    "answered": frozenset({"answered", "won", "lost"}),
    "won": frozenset(),
    "lost": frozenset(),
    "accepted": frozenset(),
}


class Dispute(Base):
    """A dispute about a payment of an order, in minor units. `respond_by` is the vendor's deadline."""

    __tablename__ = "disputes"
    __table_args__ = (
        UniqueConstraint("vendor", "external_ref"),
        Index("ix_disputes_order", "order_id"),
        Index("ix_disputes_customer", "customer_id", "opened_at"),
        Index("ix_disputes_open", "respond_by", postgresql_where="status IN ('open', 'answered')"),
        CheckConstraint("status IN ('open', 'answered', 'won', 'lost', 'accepted')", name="status"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    payment_method_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_methods.id"))
    vendor: Mapped[str | None]
    external_ref: Mapped[str | None]
    reason: Mapped[str]
    status: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    note: Mapped[str] = mapped_column(Text, server_default="")
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(Text, server_default="")
    respond_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")

    def move_to(self, status: str) -> None:
        """Change state, or refuse with `Conflict` where the table of moves does not allow it."""
        if status not in DISPUTE_MOVES[self.status]:
            raise Conflict(
                code="illegal_dispute_move",
                en=f"The dispute is {self.status} and cannot become {status}.",
                fr=f"Le litige est à l’état « {self.status} » et ne peut pas passer à « {status} ».",
                details={"status": self.status, "wanted": status},
            )
        self.status = status


class DisputeEvidence(Base):
    """An evidence pack as it was sent: what was in it, piece by piece with its SHA-256, and its documents."""

    __tablename__ = "dispute_evidence"
    __table_args__ = (Index("ix_dispute_evidence_dispute", "dispute_id"),)

    id: Mapped[Key]
    dispute_id: Mapped[UUID] = mapped_column(ForeignKey("disputes.id"))
    statement: Mapped[str] = mapped_column(Text, server_default="")
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    pdf_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    json_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
