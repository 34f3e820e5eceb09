"""Visitors of the chat and of the self-service page, used tokens, counted attempts, and surveys."""

import sqlalchemy as sa
from alembic import op

revision = "d2f7a90c61e8"
down_revision = "b7d20c4e91f3"
branch_labels = None
depends_on = None


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _digest(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _visitors()
    _help_visits()
    _attempts()
    _surveys()


def _visitors() -> None:
    op.create_table(
        "visitors",
        *(_uuid("id"), _digest("token_digest"), _uuid("customer_id", nullable=True)),
        *(_text("name", ""), _text("email", ""), _text("language"), _text("page", "")),
        *(_number("files", "0"), _number("file_bytes", "0"), _time("files_since", nullable=True)),
        *(_time("started_at"), _time("seen_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitors")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_visitors_token_digest")),
        _belongs("visitors", "customer_id", "customers"),
    )
    op.create_index("ix_visitors_customer", "visitors", ["customer_id"])
    op.create_table(
        "visitor_tokens",
        *(_digest("digest"), _uuid("visitor_id"), _time("expires_at")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_visitor_tokens")),
        _belongs("visitor_tokens", "visitor_id", "visitors"),
    )
    op.create_index("ix_visitor_tokens_expires", "visitor_tokens", ["expires_at"])
    op.create_index("ix_visitor_tokens_visitor", "visitor_tokens", ["visitor_id"])


def _help_visits() -> None:
    op.create_table(
        "help_visits",
        *(_uuid("id"), _digest("token_digest"), _uuid("customer_id"), _uuid("order_id")),
        *(_time("started_at"), _time("expires_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_visits")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_help_visits_token_digest")),
        _belongs("help_visits", "customer_id", "customers"),
        _belongs("help_visits", "order_id", "orders"),
    )
    op.create_index("ix_help_visits_customer", "help_visits", ["customer_id"])
    op.create_index("ix_help_visits_expires", "help_visits", ["expires_at"])


def _attempts() -> None:
    op.create_table(
        "public_attempts",
        *(_uuid("id"), _text("subject"), _time("at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_attempts")),
    )
    op.create_index("ix_public_attempts_subject", "public_attempts", ["subject", "at"])
    op.create_index("ix_public_attempts_at", "public_attempts", ["at"])


def _surveys() -> None:
    op.create_table(
        "survey_answers",
        *(
            _uuid("conversation_id"),
            _uuid("case_id"),
        ),
        *(
            _uuid("owner_id", nullable=True),
            _text("channel"),
            _number("score"),
            _text("words", ""),
            _time("answered_at"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_survey_answers")),
        _belongs("survey_answers", "conversation_id", "conversations"),
        _belongs("survey_answers", "case_id", "cases"),
        _belongs("survey_answers", "owner_id", "staff_members"),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_survey_answers_score")),
    )
    op.create_index("ix_survey_answers_answered", "survey_answers", ["answered_at"])


def downgrade() -> None:
    for table in ("survey_answers", "public_attempts", "help_visits", "visitor_tokens", "visitors"):
        op.drop_table(table)
