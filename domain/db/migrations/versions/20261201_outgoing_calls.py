"""Calls that we make, muted telephones, how long an idle chat takes a place, and visitors whose token has aged."""

import sqlalchemy as sa
from alembic import op

revision = "a4e81c7d3f60"
down_revision = "a3e8c51d70f4"
branch_labels = None
depends_on = None

_UNFINISHED = "stage = 'over' AND answered_at IS NOT NULL AND wrapped_up_at IS NULL"
# Of each check, its table, what it says from now on, and what it said before.
_CHECKS = (
    (
        "calls",
        "stage",
        "stage IN ('menu', 'waiting', 'offered', 'dialling', 'talking', 'message', 'over')",
        "stage IN ('menu', 'waiting', 'offered', 'talking', 'message', 'over')",
    ),
    (
        "calls",
        "outcome",
        "outcome IN ('', 'answered', 'abandoned', 'voicemail', 'served', 'failed', 'unanswered')",
        "outcome IN ('', 'answered', 'abandoned', 'voicemail', 'served', 'failed')",
    ),
    (
        "call_orders",
        "kind",
        "kind IN ('ring', 'dial', 'join', 'hold', 'unhold', 'mute', 'unmute', 'wait', 'drop', 'hang_up')",
        "kind IN ('ring', 'join', 'hold', 'unhold', 'wait', 'drop', 'hang_up')",
    ),
)


def upgrade() -> None:
    op.add_column("assignment_settings", sa.Column("idle_chat", sa.BigInteger(), server_default="600", nullable=False))
    op.add_column("calls", sa.Column("direction", sa.Text(), server_default="in", nullable=False))
    op.add_column("calls", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("calls", sa.Column("muted", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_check_constraint(op.f("ck_calls_direction"), "calls", "direction IN ('in', 'out')")
    op.create_index("ix_calls_not_wrapped_up", "calls", ["ended_at"], postgresql_where=_UNFINISHED)
    for table, name, condition, _ in _CHECKS:
        _say(table, name, condition)
    op.alter_column("visitors", "token_digest", existing_type=sa.LargeBinary(), nullable=True)
    op.create_index("ix_visitors_seen", "visitors", ["seen_at"])


def downgrade() -> None:
    op.drop_index("ix_visitors_seen", "visitors")
    op.execute("UPDATE visitors SET token_digest = sha256(id::text::bytea) WHERE token_digest IS NULL")
    op.alter_column("visitors", "token_digest", existing_type=sa.LargeBinary(), nullable=False)
    op.execute("UPDATE calls SET stage = 'offered' WHERE stage = 'dialling'")
    op.execute("UPDATE calls SET outcome = 'abandoned' WHERE outcome = 'unanswered'")
    op.execute("DELETE FROM call_orders WHERE kind IN ('dial', 'mute', 'unmute')")
    for table, name, _, condition in _CHECKS:
        _say(table, name, condition)
    op.drop_index("ix_calls_not_wrapped_up", "calls")
    op.drop_constraint(op.f("ck_calls_direction"), "calls")
    for column in ("muted", "reason", "direction"):
        op.drop_column("calls", column)
    op.drop_column("assignment_settings", "idle_chat")


def _say(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)
