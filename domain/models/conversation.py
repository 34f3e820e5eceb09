"""What is said with customers: a thread of entries over all channels, and who stands on the other side."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

ENTRY_STATUSES = ("received", "queued", "sending", "sent", "delivered", "read", "failed", "unknown", "skipped", "kept")


class Conversation(Base):
    """The thread of a case. `channel` and `address` are where the customer was heard last, so where a reply goes.

    `last_seq` numbers the entries; customer and staff have read up to `customer_read_seq` and `staff_read_seq`.
    `waiting_since` is when the customer began to wait for an answer, None when it is their turn. `merged_into_id`
    points at the conversation that goes on in its place; taking the pointer away undoes the merge.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_customer", "customer_id", "last_at"),
        Index("ix_conversations_merged_into", "merged_into_id", postgresql_where="merged_into_id IS NOT NULL"),
        CheckConstraint("channel IN ('chat', 'phone', 'sms', 'email', 'store')", name="channel"),
    )

    id: Mapped[Key]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), unique=True)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    channel: Mapped[str]
    address: Mapped[str]
    contact_name: Mapped[str] = mapped_column(Text, server_default="")
    language: Mapped[str]
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    last_seq: Mapped[int] = mapped_column(server_default="0")
    last_preview: Mapped[str] = mapped_column(Text, server_default="")
    last_from: Mapped[str] = mapped_column(Text, server_default="")
    customer_read_seq: Mapped[int] = mapped_column(server_default="0")
    staff_read_seq: Mapped[int] = mapped_column(server_default="0")
    waiting_since: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id"))
    version: Mapped[int] = mapped_column(server_default="1")


class ConversationContact(Base):
    """An address that takes part: a number in E.164, a folded e-mail address, the id of a chat visitor. New messages
    from it lead to the conversation.
    """

    __tablename__ = "conversation_contacts"
    __table_args__ = (Index("ix_conversation_contacts_address", "channel", "address"),)

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, server_default="")


class ConversationEntry(Base):
    """One thing said or done: `kind` message, note (for staff only), call, visit or notice (what the product did).

    `direction` in is from the customer, out to them, internal for nobody outside. `client_key` comes from whoever
    writes, so that the same message sent twice is kept once; `external_ref` is the vendor's id. `body` is redacted
    before it is kept, `redacted` says of what.
    """

    __tablename__ = "conversation_entries"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index(
            "ix_conversation_entries_client_key",
            "conversation_id",
            "client_key",
            unique=True,
            postgresql_where="client_key IS NOT NULL",
        ),
        Index(
            "ix_conversation_entries_external_ref",
            "channel",
            "external_ref",
            unique=True,
            postgresql_where="external_ref IS NOT NULL",
        ),
        CheckConstraint("kind IN ('message', 'note', 'call', 'visit', 'notice')", name="kind"),
        CheckConstraint("direction IN ('in', 'out', 'internal')", name="direction"),
        CheckConstraint(f"status IN ({', '.join(repr(each) for each in ENTRY_STATUSES)})", name="status"),
    )

    id: Mapped[Key]
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    direction: Mapped[str]
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(Text, server_default="")
    author_kind: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    subject: Mapped[str] = mapped_column(Text, server_default="")
    body: Mapped[str]
    redacted: Mapped[list[str]]
    status: Mapped[str]
    problem: Mapped[str] = mapped_column(Text, server_default="")
    attempts: Mapped[int] = mapped_column(server_default="0")
    client_key: Mapped[str | None]
    external_ref: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class EntryAttachment(Base):
    """A file that came or went with an entry."""

    __tablename__ = "entry_attachments"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("conversation_entries.id"), primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
