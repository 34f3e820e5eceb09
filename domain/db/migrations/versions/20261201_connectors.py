"""Connectors: shops and warehouses elsewhere, what they sent, and what of it was refused."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "5c1e83f7a92d"
down_revision = "d2f7a90c61e8"
branch_labels = None
depends_on = None


def _time(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "connectors",
        _id("id"),
        _text("name"),
        _text("format"),
        _text("status"),
        _text("node", ""),
        sa.Column("locations", JSONB(), nullable=False),
        _text("number_prefix", ""),
        _text("time_zone", "UTC"),
        _text("secret", ""),
        _text("old_secret", ""),
        _time("old_secret_until"),
        _text("made_by"),
        _time("made_at", nullable=False),
        _number("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connectors")),
        sa.CheckConstraint("status IN ('active', 'off')", name=op.f("ck_connectors_status")),
    )
    _deliveries()
    _refusals()
    table = "connector_records"
    op.create_table(
        table,
        _id("connector_id"),
        _text("kind"),
        _text("key"),
        _text("value", ""),
        sa.Column("parts", JSONB(), nullable=False),
        _time("told_at"),
        sa.PrimaryKeyConstraint("connector_id", "kind", "key", name=op.f(f"pk_{table}")),
        _of(table, "connector_id", "connectors"),
    )


def _deliveries() -> None:
    table = "connector_deliveries"
    op.create_table(
        table,
        _id("id"),
        _id("connector_id"),
        _text("delivery_id"),
        _text("kind"),
        _text("topic"),
        _text("body", ""),
        _text("digest"),
        _text("status"),
        _number("taken", "0"),
        _number("unchanged", "0"),
        _number("refused", "0"),
        _text("received_by"),
        _time("received_at", nullable=False),
        _time("ended_at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _of(table, "connector_id", "connectors"),
        sa.UniqueConstraint("connector_id", "delivery_id", name=op.f(f"uq_{table}_connector_id_delivery_id")),
        sa.CheckConstraint("kind IN ('webhook', 'file')", name=op.f(f"ck_{table}_kind")),
        sa.CheckConstraint("status IN ('looked_at', 'waiting', 'done', 'dropped')", name=op.f(f"ck_{table}_status")),
    )
    op.create_index(f"ix_{table}_received", table, ["connector_id", "received_at"])


def _refusals() -> None:
    table = "connector_refusals"
    op.create_table(
        table,
        _id("id"),
        _id("delivery_id"),
        _number("place"),
        *(_text(name) for name in ("kind", "reference", "raw", "field", "code", "en", "fr")),
        _number("tries", "1"),
        _time("at", nullable=False),
        _time("taken_at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _of(table, "delivery_id", "connector_deliveries"),
        sa.UniqueConstraint("delivery_id", "place", name=op.f(f"uq_{table}_delivery_id_place")),
    )
    op.create_index(f"ix_{table}_open", table, ["taken_at"])


def downgrade() -> None:
    for table in ("connector_records", "connector_refusals", "connector_deliveries", "connectors"):
        op.drop_table(table)
