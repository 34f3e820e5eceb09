"""Outbound webhooks: endpoints, deliveries, and every try."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2b9f4e61d8a7"
down_revision = "7e4a1b85c2d6"
branch_labels = None
depends_on = None


def _time(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, server_default=default)


def upgrade() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("url"),
        _text("description", ""),
        sa.Column("event_types", JSONB(), nullable=False),
        _text("status"),
        sa.Column("cursor", sa.Text(), nullable=True),
        _number("secret_number", "1"),
        _time("old_secret_until"),
        _time("failing_since"),
        _text("made_by"),
        _time("made_at", nullable=False),
        _number("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoints")),
        sa.CheckConstraint("status IN ('active', 'off', 'given_up')", name=op.f("ck_webhook_endpoints_status")),
    )
    table = "endpoint_deliveries"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        _text("event_type"),
        _text("status"),
        _number("attempts", "0"),
        _time("made_at", nullable=False),
        _time("next_try_at"),
        _time("ended_at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["endpoint_id"], ["webhook_endpoints.id"], name=op.f(f"fk_{table}_endpoint_id")),
        sa.UniqueConstraint("endpoint_id", "event_id", name=op.f(f"uq_{table}_endpoint_id_event_id")),
        sa.CheckConstraint("status IN ('waiting', 'sending', 'delivered', 'failed')", name=op.f(f"ck_{table}_status")),
    )
    op.create_index(f"ix_{table}_endpoint", table, ["endpoint_id", "made_at"])
    waiting = sa.text("status IN ('waiting', 'sending')")
    op.create_index(f"ix_{table}_waiting", table, ["next_try_at"], postgresql_where=waiting)
    op.create_table(
        "endpoint_attempts",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        _time("at", nullable=False),
        _number("status_code", nullable=True),
        _text("answer", ""),
        _text("problem", ""),
        _number("milliseconds"),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_endpoint_attempts")),
        sa.ForeignKeyConstraint(["delivery_id"], [f"{table}.id"], name=op.f("fk_endpoint_attempts_delivery_id")),
    )


def downgrade() -> None:
    for table in ("endpoint_attempts", "endpoint_deliveries", "webhook_endpoints"):
        op.drop_table(table)
