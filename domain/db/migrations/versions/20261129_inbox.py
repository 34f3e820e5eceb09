"""The inbox: canned replies, macros, the right to keep both, and threads read from their end."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "7a4e2c9b51d8"
down_revision = "5d2c8e7a41b9"
branch_labels = None
depends_on = None


def _kept() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False, server_default="1"),
    )


def upgrade() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False, server_default=""),
        sa.Column("body_fr", sa.Text(), nullable=False, server_default=""),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("shortcut", name=op.f("uq_canned_replies_shortcut")),
    )
    op.create_table(
        "macros",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("steps", JSONB(), nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macros")),
        sa.UniqueConstraint("title", name=op.f("uq_macros_title")),
    )
    op.create_index("ix_conversation_entries_at", "conversation_entries", ["conversation_id", "at", "id"])
    op.execute(
        "UPDATE roles SET permissions = permissions || to_jsonb(ARRAY['replies.manage']), version = version + 1 "
        "WHERE role = 'supervisor'"
    )


def downgrade() -> None:
    op.execute("UPDATE roles SET permissions = permissions - 'replies.manage'")
    op.drop_index("ix_conversation_entries_at", "conversation_entries")
    op.drop_table("macros")
    op.drop_table("canned_replies")
