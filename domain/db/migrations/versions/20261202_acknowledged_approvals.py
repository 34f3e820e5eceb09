"""Who has read that a request for an approval came back; the requests of a customer are found."""

import sqlalchemy as sa
from alembic import op

revision = "b7d41e90c2a5"
down_revision = "b7d02e95c1f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals", sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("approvals", sa.Column("acknowledged_by_name", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_approvals_customer", "approvals", ["customer_id", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_approvals_customer", "approvals")
    op.drop_column("approvals", "acknowledged_by_name")
    op.drop_column("approvals", "acknowledged_at")
