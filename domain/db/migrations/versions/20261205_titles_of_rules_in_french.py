"""Titles of drafts and versions of rules in French as well; of those that are there nobody said in which language."""

import sqlalchemy as sa
from alembic import op

revision = "e6f41c28d9b3"
down_revision = "d3b80a5f61c7"
branch_labels = None
depends_on = None

_TABLES = ("rule_drafts", "rule_versions")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("title_fr", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "title_fr")
