"""What customers are told: a row first, sent by a job."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class OutboundMessage(Base):
    """A message to a customer. `status`: queued, sending (handed to the vendor, no answer yet), sent, delivered,
    failed, unknown (its fate has to be looked up), skipped (nobody may be written to, or nowhere to write).

    `event_id` is the event that it tells of: once per template and channel. `fall_back_of` is the message that did not
    arrive, in whose place this one stands. One that is queued waits until `not_before`, for the reason in `problem`.
    `secret` messages (codes) are shown to nobody, and their text is gone once they are sent; `body` and `address` are
    emptied by an erasure.
    """

    __tablename__ = "outbound_messages"
    __table_args__ = (
        Index("ix_outbound_messages_customer", "customer_id", "queued_at"),
        Index("ix_outbound_messages_waiting", "queued_at", postgresql_where="status IN ('queued', 'sending')"),
        Index("ix_outbound_messages_once", "event_id", "template", "channel", unique=True),
        Index("ix_outbound_messages_held", "not_before", postgresql_where="not_before IS NOT NULL"),
        Index("ix_outbound_messages_vendor_ref", "vendor_ref"),
        Index("ix_outbound_messages_fall_back", "fall_back_of", unique=True),
        Index("ix_outbound_messages_listed", "queued_at", "id"),
        Index("ix_outbound_messages_troubled", "queued_at", "id", postgresql_where="status IN ('failed', 'unknown')"),
        CheckConstraint("channel IN ('email', 'sms')", name="channel"),
        CheckConstraint(
            "status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'skipped')", name="status"
        ),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    event_id: Mapped[UUID | None]
    fall_back_of: Mapped[UUID | None] = mapped_column(ForeignKey("outbound_messages.id"))
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
    not_before: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class UnreachableAddress(Base):
    """An e-mail address (folded) or number of which a vendor has said for good that nothing arrives there."""

    __tablename__ = "unreachable_addresses"

    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    problem: Mapped[str]
    since: Mapped[datetime]


class DeliverySettings(Base):
    """The one row that says when messages may go: quiet hours in minutes of the customer's day (none where both are the
    same), for SMS and, with `quiet_email`, for e-mail; at most `cap_sms` and `cap_email` within `cap_hours`. Whoever
    has not fetched a parcel after `pickup_days` is reminded, with 0 nobody.
    """

    __tablename__ = "delivery_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, server_default="1")
    quiet_from: Mapped[int] = mapped_column(server_default="1260")
    quiet_until: Mapped[int] = mapped_column(server_default="480")
    quiet_email: Mapped[bool] = mapped_column(server_default=text("false"))
    cap_sms: Mapped[int] = mapped_column(server_default="6")
    cap_email: Mapped[int] = mapped_column(server_default="12")
    cap_hours: Mapped[int] = mapped_column(server_default="24")
    pickup_days: Mapped[int] = mapped_column(server_default="0")
    version: Mapped[int] = mapped_column(server_default="1")
