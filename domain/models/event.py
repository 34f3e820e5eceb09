"""The event tables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class EventRow(Base):
    """One event. `transaction` and `position` order the feed; see `events.feed`. Never updated, never deleted."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("stream", "sequence"),
        Index("ix_events_feed", "transaction", "position"),
        Index("ix_events_customer", "customer_id", "occurred_at", "position"),
        Index("ix_events_order", "order_id", "occurred_at", "position"),
    )

    id: Mapped[Key]
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=False))
    transaction: Mapped[int]
    stream: Mapped[str]
    sequence: Mapped[int]
    type: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    cause: Mapped[str] = mapped_column(Text, server_default="")
    customer_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class EventText(Base):
    """A personal text of an event. Erasing empties `value` and `salt`; the digest in the event stays."""

    __tablename__ = "event_texts"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str | None]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)


class EventStream(Base):
    """The head of a stream: locked while appending."""

    __tablename__ = "event_streams"

    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class SignedHead(Base):
    """What the head of a stream was at some time, signed with a key that does not stand in the database. Final."""

    __tablename__ = "signed_heads"

    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class FeedOffset(Base):
    """What is added to PostgreSQL's transaction ids, so that feed cursors stay valid after a restore elsewhere."""

    __tablename__ = "feed_offset"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, server_default="1")
    value: Mapped[int] = mapped_column(server_default="0")
