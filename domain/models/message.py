"""What customers are told: a row first, sent by a job."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class OutboundMessage(Base):
    """A message to a customer. `status`: queued, sending (handed to the vendor, no answer yet), sent, delivered,
    failed, unknown (its fate has to be looked up), skipped (nobody may be written to, or nowhere to write).

    `event_id` is the event that it tells of: once per template and channel. `secret` messages (codes) are shown to
    nobody, and their text is gone once they are sent; `body` and `address` are emptied by an erasure.
    """

    __tablename__ = "outbound_messages"
    __table_args__ = (
        Index("ix_outbound_messages_customer", "customer_id", "queued_at"),
        Index("ix_outbound_messages_waiting", "queued_at", postgresql_where="status IN ('queued', 'sending')"),
        Index("ix_outbound_messages_once", "event_id", "template", "channel", unique=True),
        Index("ix_outbound_messages_vendor_ref", "vendor_ref"),
        CheckConstraint("channel IN ('email', 'sms')", name="channel"),
        CheckConstraint(
            "status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'skipped')", name="status"
        ),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    event_id: Mapped[UUID | None]
    channel: Mapped[str]
    purpose: Mapped[str]
    template: Mapped[str]
    language: Mapped[str]
    address: Mapped[str]
    subject: Mapped[str] = mapped_column(Text, server_default="")
    body: Mapped[str]
    html: Mapped[str] = mapped_column(Text, server_default="")
    secret: Mapped[bool]
    status: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default="0")
    problem: Mapped[str] = mapped_column(Text, server_default="")
    vendor_ref: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
