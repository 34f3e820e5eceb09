"""Conversations: threads, who takes part, entries and their files; how a case ended, and until when it is snoozed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "5c1d9e7a40b3"
down_revision = "8e3b6f12d0a4"
branch_labels = None
depends_on = None

_CHANNEL = "channel IN ('chat', 'phone', 'sms', 'email', 'store')"
_STATUS = (
    "status IN ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'skipped', 'kept')"
)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=nullable, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _cases()
    _conversations()
    _entries()
    _beside()


def _cases() -> None:
    op.add_column("cases", _time("snoozed_until", nullable=True))
    op.add_column("cases", _text("wrap_up", ""))
    op.add_column("cases", _text("wrap_up_note", ""))
    op.create_index("ix_cases_owner", "cases", ["owner_id", "status"])
    snoozed = sa.text("snoozed_until IS NOT NULL")
    op.create_index("ix_cases_snoozed", "cases", ["snoozed_until"], postgresql_where=snoozed)


def _conversations() -> None:
    op.create_table(
        "conversations",
        _uuid("id"),
        _uuid("case_id"),
        _uuid("customer_id", nullable=True),
        _text("channel"),
        _text("address"),
        _text("contact_name", ""),
        _text("language"),
        _time("started_at"),
        _time("last_at"),
        _number("last_seq", "0"),
        _text("last_preview", ""),
        _text("last_from", ""),
        _number("customer_read_seq", "0"),
        _number("staff_read_seq", "0"),
        _time("waiting_since", nullable=True),
        _time("first_answered_at", nullable=True),
        _uuid("merged_into_id", nullable=True),
        _number("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("case_id", name=op.f("uq_conversations_case_id")),
        _belongs("conversations", "case_id", "cases"),
        _belongs("conversations", "customer_id", "customers"),
        _belongs("conversations", "merged_into_id", "conversations"),
        _check("conversations", "channel", _CHANNEL),
    )
    op.create_index("ix_conversations_customer", "conversations", ["customer_id", "last_at"])
    merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index("ix_conversations_merged_into", "conversations", ["merged_into_id"], postgresql_where=merged)


def _entries() -> None:
    table = "conversation_entries"
    op.create_table(
        table,
        _uuid("id"),
        _uuid("conversation_id"),
        _number("seq"),
        *map(_text, ("kind", "direction", "channel")),
        _text("address", ""),
        _text("author_kind"),
        _uuid("author_id", nullable=True),
        _text("author_name"),
        _text("subject", ""),
        _text("body"),
        sa.Column("redacted", JSONB(), nullable=False),
        _text("status"),
        _text("problem", ""),
        _number("attempts", "0"),
        _text("client_key", nullable=True),
        _text("external_ref", nullable=True),
        sa.Column("details", JSONB(), nullable=False),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f(f"uq_{table}_conversation_id_seq")),
        _belongs(table, "conversation_id", "conversations"),
        _check(table, "kind", "kind IN ('message', 'note', 'call', 'visit', 'notice')"),
        _check(table, "direction", "direction IN ('in', 'out', 'internal')"),
        _check(table, "status", _STATUS),
    )
    for name, columns in (
        ("client_key", ["conversation_id", "client_key"]),
        ("external_ref", ["channel", "external_ref"]),
    ):
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_{table}_{name}", table, columns, unique=True, postgresql_where=given)


def _beside() -> None:
    op.create_table(
        "conversation_contacts",
        _uuid("conversation_id"),
        *map(_text, ("channel", "address")),
        _text("name", ""),
        sa.PrimaryKeyConstraint("conversation_id", "channel", "address", name=op.f("pk_conversation_contacts")),
        _belongs("conversation_contacts", "conversation_id", "conversations"),
    )
    op.create_index("ix_conversation_contacts_address", "conversation_contacts", ["channel", "address"])
    op.create_table(
        "entry_attachments",
        _uuid("entry_id"),
        _uuid("document_id"),
        sa.PrimaryKeyConstraint("entry_id", "document_id", name=op.f("pk_entry_attachments")),
        _belongs("entry_attachments", "entry_id", "conversation_entries"),
        _belongs("entry_attachments", "document_id", "documents"),
    )


def downgrade() -> None:
    for table in ("entry_attachments", "conversation_contacts", "conversation_entries", "conversations"):
        op.drop_table(table)
    for index in ("ix_cases_snoozed", "ix_cases_owner"):
        op.drop_index(index, "cases")
    for column in ("wrap_up_note", "wrap_up", "snoozed_until"):
        op.drop_column("cases", column)
