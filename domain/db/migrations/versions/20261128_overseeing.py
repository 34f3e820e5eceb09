"""The right to stand beside a running conversation."""

from alembic import op

revision = "7e4a1b85c2d6"
down_revision = "5c1d9e7a40b3"
branch_labels = None
depends_on = None

_RIGHT = "conversations.oversee"


def upgrade() -> None:
    op.execute(
        f"UPDATE roles SET permissions = permissions || to_jsonb(ARRAY['{_RIGHT}']), version = version + 1 "
        "WHERE role = 'supervisor'"
    )


def downgrade() -> None:
    op.execute(f"UPDATE roles SET permissions = permissions - '{_RIGHT}' WHERE role = 'supervisor'")
