"""What agents made of the actions that were suggested to them."""

import sqlalchemy as sa
from alembic import op

revision = "5d2c8e7a41b9"
down_revision = "c4d7e0a91b35"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion_outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_outcomes")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_suggestion_outcomes_staff_id")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_suggestion_outcomes_confidence")),
        sa.CheckConstraint(
            "outcome IN ('opened', 'used', 'dismissed', 'other_done')", name=op.f("ck_suggestion_outcomes_outcome")
        ),
    )
    op.create_index("ix_suggestion_outcomes_at", "suggestion_outcomes", ["at", "id"])
    op.create_index("ix_suggestion_outcomes_entry", "suggestion_outcomes", ["entry_id"])


def downgrade() -> None:
    op.drop_table("suggestion_outcomes")
