"""The telephone: numbers that want no SMS, lines of staff, calls, their legs, and what the vendor is asked for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "b7d20c4e91f3"
down_revision = "6c1d9e4b7a35"
branch_labels = None
depends_on = None

_STAGE = "stage IN ('menu', 'waiting', 'offered', 'talking', 'message', 'over')"
_OUTCOME = "outcome IN ('', 'answered', 'abandoned', 'voicemail', 'served', 'failed')"
_LEG = "status IN ('asked', 'ringing', 'answered', 'joined', 'over')"
_KIND = "kind IN ('ring', 'join', 'hold', 'unhold', 'wait', 'drop', 'hang_up')"
_ORDER = "status IN ('asked', 'trying', 'done', 'failed', 'dropped')"


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    op.create_table(
        "stopped_numbers",
        _text("number"),
        _time("since"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_stopped_numbers")),
    )
    op.create_table(
        "staff_lines",
        _uuid("staff_id"),
        _text("number"),
        _time("changed_at"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_lines")),
        _belongs("staff_lines", "staff_id", "staff_members"),
    )
    _calls()
    _legs()
    _orders()


def _calls() -> None:
    op.create_table(
        "calls",
        _uuid("id"),
        *map(_text, ("vendor_ref", "number", "language")),
        *(
            _uuid(name, nullable=True)
            for name in ("customer_id", "conversation_id", "entry_id", "order_id", "agent_id")
        ),
        _text("stage"),
        _text("outcome", ""),
        sa.Column("held", sa.Boolean(), nullable=False),
        _number("tries", "0"),
        _uuid("check_id", nullable=True),
        *(_text(name, "") for name in ("room_ref", "recording_ref", "recording_url")),
        _number("recording_seconds", "0"),
        _time("started_at"),
        *(_time(name, nullable=True) for name in ("waiting_at", "answered_at", "ended_at", "wrapped_up_at")),
        _number("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("vendor_ref", name=op.f("uq_calls_vendor_ref")),
        _belongs("calls", "customer_id", "customers"),
        _belongs("calls", "conversation_id", "conversations"),
        _belongs("calls", "entry_id", "conversation_entries"),
        _belongs("calls", "order_id", "orders"),
        _belongs("calls", "agent_id", "staff_members"),
        _check("calls", "stage", _STAGE),
        _check("calls", "outcome", _OUTCOME),
    )
    running = sa.text("stage <> 'over'")
    op.create_index("ix_calls_running", "calls", ["stage", "started_at"], postgresql_where=running)
    for name, columns in (
        ("agent", ["agent_id", "started_at"]),
        ("customer", ["customer_id", "started_at"]),
        ("number", ["number", "started_at"]),
        ("conversation", ["conversation_id"]),
    ):
        op.create_index(f"ix_calls_{name}", "calls", columns)


def _legs() -> None:
    op.create_table(
        "call_legs",
        *map(_uuid, ("id", "call_id", "agent_id")),
        _text("line"),
        _text("vendor_ref", ""),
        _text("status"),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_legs")),
        _belongs("call_legs", "call_id", "calls"),
        _belongs("call_legs", "agent_id", "staff_members"),
        _check("call_legs", "status", _LEG),
    )
    op.create_index("ix_call_legs_call", "call_legs", ["call_id"])
    known = sa.text("vendor_ref <> ''")
    op.create_index("ix_call_legs_vendor_ref", "call_legs", ["vendor_ref"], unique=True, postgresql_where=known)


def _orders() -> None:
    op.create_table(
        "call_orders",
        *map(_uuid, ("id", "call_id")),
        _uuid("leg_id", nullable=True),
        _text("kind"),
        sa.Column("args", JSONB(), nullable=False),
        _text("status"),
        _number("attempts", "0"),
        _text("problem", ""),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_orders")),
        _belongs("call_orders", "call_id", "calls"),
        _belongs("call_orders", "leg_id", "call_legs"),
        _check("call_orders", "kind", _KIND),
        _check("call_orders", "status", _ORDER),
    )
    op.create_index("ix_call_orders_call", "call_orders", ["call_id"])
    waiting = sa.text("status IN ('asked', 'trying')")
    op.create_index("ix_call_orders_open", "call_orders", ["at"], postgresql_where=waiting)


def downgrade() -> None:
    for table in ("call_orders", "call_legs", "calls", "staff_lines", "stopped_numbers"):
        op.drop_table(table)
