"""Whether whoever had the customer's last case comes first, as the routing rules said of each case."""

import sqlalchemy as sa
from alembic import op

revision = "a3e8c51d70f4"
down_revision = "5c1e83f7a92d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("prefers_owner", sa.Boolean(), nullable=False, server_default="false"))
    op.execute(
        "UPDATE cases SET prefers_owner = true FROM decisions WHERE decisions.id = cases.decision_id "
        """AND (decisions.answered_by = 'built_in' OR decisions.effects @> '[{"effect": "prefer_owner"}]')"""
    )


def downgrade() -> None:
    op.drop_column("cases", "prefers_owner")
