"""What somebody wants to do and may not do alone, and the bounds that say so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Approval(Base):
    """An action that waits for somebody else's word: the command, who asked, what they saw, and its digest.

    `needs` lists the limits that ask for it; `preview` is what was shown. `status`: pending, granted (it was done),
    refused, changed (granted, but the result was another: back to who asked), withdrawn. `acknowledged_at`: since
    then somebody has read, on the customer's record, that it came back.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        Index("ix_approvals_pending", "asked_at", postgresql_where="status = 'pending'"),
        Index("ix_approvals_order", "order_id"),
        Index("ix_approvals_customer", "customer_id", "asked_at"),
        Index("ix_approvals_asked_by", "asked_by_id", "asked_at"),
        CheckConstraint("status IN ('pending', 'granted', 'refused', 'changed', 'withdrawn')", name="status"),
    )

    id: Mapped[Key]
    action: Mapped[str]
    args: Mapped[dict[str, Any]]
    digest: Mapped[str]
    preview: Mapped[dict[str, Any]]
    needs: Mapped[list[dict[str, Any]]]
    note: Mapped[str] = mapped_column(Text, server_default="")
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    asked_by_kind: Mapped[str]
    asked_by_id: Mapped[UUID | None]
    asked_by_name: Mapped[str]
    asked_by_role: Mapped[str]
    asked_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text, server_default="pending")
    decided_by_id: Mapped[UUID | None]
    decided_by_name: Mapped[str] = mapped_column(Text, server_default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_name: Mapped[str] = mapped_column(Text, server_default="")
    version: Mapped[int] = mapped_column(server_default="1")


class Allowance(Base):
    """What was given away under a budget: one row per discount, price match or goodwill, in minor units."""

    __tablename__ = "allowances"
    __table_args__ = (
        Index("ix_allowances_actor", "actor_id", "currency", "at"),
        Index("ix_allowances_customer", "customer_id", "currency", "at"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    approval_id: Mapped[UUID | None] = mapped_column(ForeignKey("approvals.id"))
    at: Mapped[datetime]
