"""Rules tried on what was decided before (backtests), and beside the live ones on what is decided now (shadows)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key
from domain.models.rules import FAMILIES

_FAMILY = f"family IN ({', '.join(repr(each) for each in FAMILIES)})"
_KIND = "kind IN ('differs', 'unreplayable')"


class RuleBacktest(Base):
    """Rules of a draft or of a version, replayed over a period. `document` is the text that it runs with, `digest` its
    SHA-256: who changes the draft meanwhile ends it.

    `source`: recorded (decisions as they were made) or rebuilt (facts of past orders and cases, put together anew).
    `against`: recorded (what was said then) or live (what version `baseline_id` says to the same facts).
    `status`: running, done, cancelled, outdated (the draft was changed) or failed. `sums` grow with each chunk.
    """

    __tablename__ = "rule_backtests"
    __table_args__ = (
        Index("ix_rule_backtests_draft", "draft_id", "started_at"),
        Index("ix_rule_backtests_version", "version_id", "started_at"),
        Index("ix_rule_backtests_running", "family", postgresql_where="status = 'running'"),
        CheckConstraint(_FAMILY, name="family"),
        CheckConstraint("source IN ('recorded', 'rebuilt')", name="source"),
        CheckConstraint("against IN ('recorded', 'live')", name="against"),
        CheckConstraint("status IN ('running', 'done', 'cancelled', 'outdated', 'failed')", name="status"),
    )

    id: Mapped[Key]
    family: Mapped[str]
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_drafts.id"))
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_versions.id"))
    title: Mapped[str]
    document: Mapped[dict[str, Any]]
    digest: Mapped[str]
    source: Mapped[str]
    against: Mapped[str]
    baseline_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_versions.id"))
    baseline_name: Mapped[str] = mapped_column(Text, server_default="")
    since: Mapped[datetime]
    until: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text, server_default="running")
    total: Mapped[int]
    done: Mapped[int] = mapped_column(server_default="0")
    chunks: Mapped[int]
    chunks_done: Mapped[int] = mapped_column(server_default="0")
    sums: Mapped[dict[str, Any]]
    started_by_id: Mapped[UUID | None]
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    ended_by: Mapped[str] = mapped_column(Text, server_default="")
    ended_at: Mapped[datetime | None]


class RuleBacktestChunk(Base):
    """A part of what a backtest replays: from (`starts_at`, `starts_id`) up to the start of the next, or the end of
    the period. `done_at`: its sums are counted; it counts once however often it runs.
    """

    __tablename__ = "rule_backtest_chunks"

    backtest_id: Mapped[UUID] = mapped_column(ForeignKey("rule_backtests.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    starts_id: Mapped[UUID]
    done_at: Mapped[datetime | None]


class RuleDifference(Base):
    """What a backtest found other than before, or could not replay. `number` keeps the order of what was replayed.

    The subject is a decision, or the case, gift or order line (sold or returned) that facts were rebuilt from.
    `reason`: why it could not be replayed ({code, field, en, fr}).
    """

    __tablename__ = "rule_differences"
    __table_args__ = (
        Index("ix_rule_differences_kind", "backtest_id", "kind", "number"),
        CheckConstraint(_KIND, name="kind"),
    )

    backtest_id: Mapped[UUID] = mapped_column(ForeignKey("rule_backtests.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    at: Mapped[datetime]
    before: Mapped[list[dict[str, Any]]]
    after: Mapped[list[dict[str, Any]]]
    reason: Mapped[dict[str, Any] | None]


class RuleShadow(Base):
    """A draft that is evaluated beside the live version on what is really decided, without effect on anything.

    It runs with its own copy of the text. `status`: running or ended; `ended_because`: stopped, published, discarded
    or expired. `compared_to` is the moment of the last decision that was compared.
    """

    __tablename__ = "rule_shadows"
    __table_args__ = (
        Index("ix_rule_shadows_draft", "draft_id", "started_at"),
        Index("uq_rule_shadows_running", "draft_id", unique=True, postgresql_where="status = 'running'"),
        CheckConstraint(_FAMILY, name="family"),
        CheckConstraint("status IN ('running', 'ended')", name="status"),
        CheckConstraint("ended_because IN ('', 'stopped', 'published', 'discarded', 'expired')", name="ended_because"),
    )

    id: Mapped[Key]
    family: Mapped[str]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("rule_drafts.id"))
    title: Mapped[str]
    document: Mapped[dict[str, Any]]
    digest: Mapped[str]
    status: Mapped[str] = mapped_column(Text, server_default="running")
    sums: Mapped[dict[str, Any]]
    started_by_id: Mapped[UUID | None]
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    compared_to: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(Text, server_default="")
    ended_by: Mapped[str] = mapped_column(Text, server_default="")


class RuleComparison(Base):
    """A real decision, compared once with what a shadow says to the same facts. `kind`: agrees, differs or
    unreplayable; what was said is kept where they differ.
    """

    __tablename__ = "rule_comparisons"
    __table_args__ = (
        Index("ix_rule_comparisons_kind", "shadow_id", "kind", "at", "decision_id"),
        CheckConstraint("kind IN ('agrees', 'differs', 'unreplayable')", name="kind"),
    )

    shadow_id: Mapped[UUID] = mapped_column(ForeignKey("rule_shadows.id"), primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    before: Mapped[list[dict[str, Any]]]
    after: Mapped[list[dict[str, Any]]]
    reason: Mapped[dict[str, Any] | None]
