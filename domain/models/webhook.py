"""Other systems that are told what happened, and each thing they were told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class WebhookEndpoint(Base):
    """An address that hears of events whose type is among `event_types` ("order.placed", "order.*", "*").

    `cursor` is how far it was told of the feed of events. The secret is never kept: it follows from the key of the
    server, the id and `secret_number`; that before it also signs until `old_secret_until`. `failing_since` is when
    deliveries began to fail without one that arrived in between.
    """

    __tablename__ = "webhook_endpoints"
    __table_args__ = (CheckConstraint("status IN ('active', 'off', 'given_up')", name="status"),)

    id: Mapped[Key]
    url: Mapped[str]
    description: Mapped[str] = mapped_column(Text, server_default="")
    event_types: Mapped[list[str]]
    status: Mapped[str]
    cursor: Mapped[str | None]
    secret_number: Mapped[int] = mapped_column(server_default="1")
    old_secret_until: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class EndpointDelivery(Base):
    """An event that an endpoint is told of, once. `status`: waiting (for its next try), sending, delivered, failed."""

    __tablename__ = "endpoint_deliveries"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "event_id"),
        Index("ix_endpoint_deliveries_endpoint", "endpoint_id", "made_at"),
        Index("ix_endpoint_deliveries_waiting", "next_try_at", postgresql_where="status IN ('waiting', 'sending')"),
        CheckConstraint("status IN ('waiting', 'sending', 'delivered', 'failed')", name="status"),
    )

    id: Mapped[Key]
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id"))
    event_id: Mapped[UUID]
    event_type: Mapped[str]
    status: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default="0")
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class EndpointAttempt(Base):
    """One try: what came back. `answer` is the beginning of the body, `problem` why there was none."""

    __tablename__ = "endpoint_attempts"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("endpoint_deliveries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    status_code: Mapped[int | None]
    answer: Mapped[str] = mapped_column(Text, server_default="")
    problem: Mapped[str] = mapped_column(Text, server_default="")
    milliseconds: Mapped[int]
