"""What agents made of the actions that were suggested to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

OUTCOMES = ("opened", "used", "dismissed", "other_done")


class SuggestionOutcome(Base):
    """One choice. `entry_id` is the message that was read; its text stays where it is. `intent` "" was read as nothing
    sure; `action` is the panel that was opened, used or dismissed, or that was done instead.
    """

    __tablename__ = "suggestion_outcomes"
    __table_args__ = (
        Index("ix_suggestion_outcomes_at", "at", "id"),
        Index("ix_suggestion_outcomes_entry", "entry_id"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint(f"outcome IN ({', '.join(repr(each) for each in OUTCOMES)})", name="outcome"),
    )

    id: Mapped[Key]
    entry_id: Mapped[UUID]
    intent: Mapped[str]
    confidence: Mapped[float]
    model_version: Mapped[str]
    action: Mapped[str]
    outcome: Mapped[str]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_members.id"))
    at: Mapped[datetime]
