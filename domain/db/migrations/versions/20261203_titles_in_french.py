"""Titles of canned replies and macros in French as well."""

import sqlalchemy as sa
from alembic import op

revision = "c91d4e07b2a8"
down_revision = "a7d02c5e91f4"
branch_labels = None
depends_on = None

_TABLES = ("canned_replies", "macros")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("title_fr", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "title_fr")
