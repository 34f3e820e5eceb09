"""Rules as they are kept: drafts that people work on, versions that never change, and what was decided by them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

FAMILIES = ("routing", "alerting", "policy", "sourcing")
_FAMILY = f"family IN ({', '.join(repr(each) for each in FAMILIES)})"


class RuleVersion(Base):
    """A published set of rules of a family. Rows never change; which one is live, `RuleActivation` says.

    `number` counts within the family. `title_fr` is the title in French: "" where it is in English only, the title
    itself where it is in French only, None where nobody said in which language it is. `document` and `examples` are
    the JSON forms of `rules_engine`.
    """

    __tablename__ = "rule_versions"
    __table_args__ = (UniqueConstraint("family", "number"), CheckConstraint(_FAMILY, name="family"))

    id: Mapped[Key]
    family: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    title_fr: Mapped[str | None]
    document: Mapped[dict[str, Any]]
    examples: Mapped[list[dict[str, Any]]]
    digest: Mapped[str]
    written_by: Mapped[str]
    reviewed_by: Mapped[str]
    published_by_id: Mapped[UUID | None]
    published_by: Mapped[str]
    published_at: Mapped[datetime]


class RuleActivation(Base):
    """From `starts_at` on, this version of the family is live, until the next activation starts. Rows never change.

    `kind`: publish or rollback.
    """

    __tablename__ = "rule_activations"
    __table_args__ = (
        Index("ix_rule_activations_family", "family", "starts_at", "id"),
        CheckConstraint("kind IN ('publish', 'rollback')", name="kind"),
        CheckConstraint(_FAMILY, name="family"),
    )

    id: Mapped[Key]
    family: Mapped[str]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("rule_versions.id"))
    kind: Mapped[str]
    starts_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    at: Mapped[datetime]


class RuleDraft(Base):
    """Rules that are being written, from a version or from nothing. `version` counts its changes; `title_fr` as in
    `RuleVersion`.

    `status`: open, in_review, approved, published, discarded. A change takes it back to open.
    """

    __tablename__ = "rule_drafts"
    __table_args__ = (
        Index("ix_rule_drafts_family", "family", "changed_at"),
        CheckConstraint("status IN ('open', 'in_review', 'approved', 'published', 'discarded')", name="status"),
        CheckConstraint(_FAMILY, name="family"),
    )

    id: Mapped[Key]
    family: Mapped[str]
    title: Mapped[str]
    title_fr: Mapped[str | None]
    base_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_versions.id"))
    document: Mapped[dict[str, Any]]
    examples: Mapped[list[dict[str, Any]]]
    status: Mapped[str] = mapped_column(Text, server_default="open")
    writers: Mapped[list[dict[str, Any]]]
    made_at: Mapped[datetime]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(Text, server_default="")
    submitted_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None]
    reviewed_by: Mapped[str] = mapped_column(Text, server_default="")
    reviewed_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(Text, server_default="")
    version: Mapped[int] = mapped_column(server_default="1")


class DecisionRow(Base):
    """What a family answered about a subject: the facts it was given, the rules that fired in order, the effects.

    `answered_by`: engine, reference, fallback or built_in. Rows never change, but for the facts of an erased person.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_subject", "subject_kind", "subject_id", "at"),
        Index("ix_decisions_family", "family", "at"),
        Index("ix_decisions_customer", "customer_id", "at"),
        CheckConstraint(_FAMILY, name="family"),
    )

    id: Mapped[Key]
    family: Mapped[str]
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_versions.id"))
    version_name: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    facts: Mapped[dict[str, Any]]
    fired: Mapped[list[dict[str, Any]]]
    effects: Mapped[list[dict[str, Any]]]
    answered_by: Mapped[str]
    microseconds: Mapped[int]
    at: Mapped[datetime]
