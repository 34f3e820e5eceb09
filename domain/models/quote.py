"""Offers made before an order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Quote(Base):
    """An offer with its prices, good until `expires_at`. `content` is what was asked for and what it comes to."""

    __tablename__ = "quotes"
    __table_args__ = (
        Index("ix_quotes_customer", "customer_id", "made_at"),
        CheckConstraint("status IN ('open', 'ordered', 'withdrawn')", name="status"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str]
    channel: Mapped[str]
    currency: Mapped[str]
    total: Mapped[int]
    content: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    version: Mapped[int]
