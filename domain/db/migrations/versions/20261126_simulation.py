"""Backtests and shadows of rules."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "9c3f6a0d72e5"
down_revision = "4d7c1e90ab52"
branch_labels = None
depends_on = None

_FAMILY = "family IN ('routing', 'alerting', 'policy', 'sourcing')"
_RUNNING = sa.text("status = 'running'")


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _json(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, JSONB(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _count(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _backtests()
    _differences()
    _shadows()


def _backtests() -> None:
    op.create_table(
        "rule_backtests",
        _uuid("id"),
        _text("family"),
        _uuid("draft_id", nullable=True),
        _uuid("version_id", nullable=True),
        _text("title"),
        _json("document"),
        *map(_text, ("digest", "source", "against")),
        _uuid("baseline_id", nullable=True),
        _text("baseline_name", ""),
        *map(_time, ("since", "until")),
        _text("status", "running"),
        _count("total"),
        _count("done", "0"),
        _count("chunks"),
        _count("chunks_done", "0"),
        _json("sums"),
        _uuid("started_by_id", nullable=True),
        _text("started_by"),
        _time("started_at"),
        _text("ended_by", ""),
        _time("ended_at", nullable=True),
        _key("rule_backtests", "id"),
        _belongs("rule_backtests", "draft_id", "rule_drafts"),
        _belongs("rule_backtests", "version_id", "rule_versions"),
        _belongs("rule_backtests", "baseline_id", "rule_versions"),
        _check("rule_backtests", "family", _FAMILY),
        _check("rule_backtests", "source", "source IN ('recorded', 'rebuilt')"),
        _check("rule_backtests", "against", "against IN ('recorded', 'live')"),
        _check("rule_backtests", "status", "status IN ('running', 'done', 'cancelled', 'outdated', 'failed')"),
    )
    op.create_index("ix_rule_backtests_draft", "rule_backtests", ["draft_id", "started_at"])
    op.create_index("ix_rule_backtests_version", "rule_backtests", ["version_id", "started_at"])
    op.create_index("ix_rule_backtests_running", "rule_backtests", ["family"], postgresql_where=_RUNNING)
    op.create_table(
        "rule_backtest_chunks",
        _uuid("backtest_id"),
        _count("number"),
        _time("starts_at"),
        _uuid("starts_id"),
        _time("done_at", nullable=True),
        _key("rule_backtest_chunks", "backtest_id", "number"),
        _belongs("rule_backtest_chunks", "backtest_id", "rule_backtests"),
    )


def _differences() -> None:
    op.create_table(
        "rule_differences",
        _uuid("backtest_id"),
        _count("number"),
        *map(_text, ("kind", "subject_kind")),
        _uuid("subject_id"),
        _time("at"),
        *map(_json, ("before", "after")),
        _json("reason", nullable=True),
        _key("rule_differences", "backtest_id", "number"),
        _belongs("rule_differences", "backtest_id", "rule_backtests"),
        _check("rule_differences", "kind", "kind IN ('differs', 'unreplayable')"),
    )
    op.create_index("ix_rule_differences_kind", "rule_differences", ["backtest_id", "kind", "number"])


def _shadows() -> None:
    op.create_table(
        "rule_shadows",
        _uuid("id"),
        _text("family"),
        _uuid("draft_id"),
        _text("title"),
        _json("document"),
        _text("digest"),
        _text("status", "running"),
        _json("sums"),
        _uuid("started_by_id", nullable=True),
        _text("started_by"),
        *map(_time, ("started_at", "ends_at", "compared_to")),
        _time("ended_at", nullable=True),
        _text("ended_because", ""),
        _text("ended_by", ""),
        _key("rule_shadows", "id"),
        _belongs("rule_shadows", "draft_id", "rule_drafts"),
        _check("rule_shadows", "family", _FAMILY),
        _check("rule_shadows", "status", "status IN ('running', 'ended')"),
        _check(
            "rule_shadows", "ended_because", "ended_because IN ('', 'stopped', 'published', 'discarded', 'expired')"
        ),
    )
    op.create_index("ix_rule_shadows_draft", "rule_shadows", ["draft_id", "started_at"])
    op.create_index("uq_rule_shadows_running", "rule_shadows", ["draft_id"], unique=True, postgresql_where=_RUNNING)
    op.create_table(
        "rule_comparisons",
        _uuid("shadow_id"),
        _uuid("decision_id"),
        _text("kind"),
        _time("at"),
        *map(_json, ("before", "after")),
        _json("reason", nullable=True),
        _key("rule_comparisons", "shadow_id", "decision_id"),
        _belongs("rule_comparisons", "shadow_id", "rule_shadows"),
        _belongs("rule_comparisons", "decision_id", "decisions"),
        _check("rule_comparisons", "kind", "kind IN ('agrees', 'differs', 'unreplayable')"),
    )
    op.create_index("ix_rule_comparisons_kind", "rule_comparisons", ["shadow_id", "kind", "at", "decision_id"])


def downgrade() -> None:
    for table in ("rule_comparisons", "rule_shadows", "rule_differences", "rule_backtest_chunks", "rule_backtests"):
        op.drop_table(table)
