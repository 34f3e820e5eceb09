"""Calls that we make, and how long an idle chat takes a place."""

import sqlalchemy as sa
from alembic import op

revision = "a4e81c7d3f60"
down_revision = "d2f7a90c61e8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment_settings", sa.Column("idle_chat", sa.Integer(), server_default="600", nullable=False))
    op.create_index(
        "ix_calls_not_wrapped_up",
        "calls",
        ["ended_at"],
        postgresql_where="stage = 'over' AND answered_at IS NOT NULL AND wrapped_up_at IS NULL",
    )


def downgrade() -> None:
    op.drop_index("ix_calls_not_wrapped_up", "calls")
    op.drop_column("assignment_settings", "idle_chat")
