"""Messages that are switched off; consent to surveys."""

import sqlalchemy as sa
from alembic import op

revision = "b7d02e95c1f4"
down_revision = "f4a81c6d20b9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "template_switches",
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_template_switches")),
    )
    _consents("'service', 'survey', 'marketing'")


def _consents(purposes: str) -> None:
    op.drop_constraint(op.f("ck_consents_purpose"), "consents", type_="check")
    op.create_check_constraint(op.f("ck_consents_purpose"), "consents", f"purpose IN ({purposes})")


def downgrade() -> None:
    op.execute("DELETE FROM consents WHERE purpose = 'survey'")
    _consents("'service', 'marketing'")
    op.drop_table("template_switches")
