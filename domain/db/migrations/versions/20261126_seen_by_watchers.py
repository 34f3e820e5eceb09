"""Who watches a record has seen what happened to it until some time."""

import sqlalchemy as sa
from alembic import op

revision = "4d7c1e90ab52"
down_revision = "5b7e2d94c1f6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("watchers", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        """
        UPDATE watchers SET seen_at = (
            SELECT max(opened_at) FROM recent_views
            WHERE recent_views.staff_id = watchers.staff_id AND customer_id = subject_id
        )
        """
    )


def downgrade() -> None:
    op.drop_column("watchers", "seen_at")
