"""The words of messages to customers as people change them, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "e4b1d7c83a50"
down_revision = "a4e81c7d3f60"
branch_labels = None
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def upgrade() -> None:
    op.create_table(
        "template_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_text("template"), _text("language")),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        *(_text("subject", ""), _text("text", ""), _text("sms", "")),
        sa.Column("restored_from", sa.BigInteger(), nullable=True),
        _text("made_by"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint(
            "template", "language", "number", name=op.f("uq_template_versions_template_language_number")
        ),
        sa.CheckConstraint("language IN ('en', 'fr')", name=op.f("ck_template_versions_language")),
        sa.CheckConstraint("number > 0", name=op.f("ck_template_versions_number")),
    )
    op.execute(
        "UPDATE roles SET permissions = permissions || to_jsonb(ARRAY['templates.manage']), version = version + 1 "
        "WHERE role = 'merchandiser'"
    )


def downgrade() -> None:
    op.execute("UPDATE roles SET permissions = permissions - 'templates.manage'")
    op.drop_table("template_versions")
