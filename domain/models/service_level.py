"""How soon customers are to be answered, in business time, and the clocks that run for each case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

CLOCKS = ("first_answer", "next_answer", "resolution")


class BusinessCalendar(Base):
    """When somebody is there: `hours` per weekday ("mon": ["08:00-20:00"]) where `time_zone` is; closed days."""

    __tablename__ = "business_calendars"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[dict[str, str]]
    time_zone: Mapped[str]
    hours: Mapped[dict[str, Any]]
    holidays: Mapped[list[str]]
    version: Mapped[int] = mapped_column(server_default="1")


class ServiceLevel(Base):
    """Minutes of the calendar within which something must have happened; None: no promise. Without a calendar every
    minute counts. A warning comes after `warn_at` percent of the time.
    """

    __tablename__ = "service_levels"
    __table_args__ = (
        CheckConstraint("first_answer > 0 AND next_answer > 0 AND resolution > 0", name="minutes"),
        CheckConstraint("warn_at BETWEEN 1 AND 99", name="warn_at"),
    )

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[dict[str, str]]
    calendar: Mapped[str | None] = mapped_column(ForeignKey("business_calendars.name"))
    first_answer: Mapped[int | None]
    next_answer: Mapped[int | None]
    resolution: Mapped[int | None]
    warn_at: Mapped[int] = mapped_column(server_default="80")
    version: Mapped[int] = mapped_column(server_default="1")


class CaseClock(Base):
    """One promise about a case. `left` are the seconds of business time that were left when it was paused.

    It runs while `met_at`, `cancelled_at` and `paused_at` are None. `event_id` is the event that started it,
    `changed_at` when the last one happened that paused it, or let it run again.
    """

    __tablename__ = "case_clocks"
    __table_args__ = (
        Index(
            "uq_case_clocks_running",
            "case_id",
            "kind",
            unique=True,
            postgresql_where="met_at IS NULL AND cancelled_at IS NULL",
        ),
        Index("ix_case_clocks_case", "case_id"),
        Index(
            "ix_case_clocks_due",
            "due_at",
            postgresql_where="met_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL AND breached_at IS NULL",
        ),
        Index("ix_case_clocks_kind", "kind", "due_at"),
        CheckConstraint(f"kind IN ({', '.join(map(repr, CLOCKS))})", name="kind"),
    )

    id: Mapped[Key]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    service_level: Mapped[str]
    event_id: Mapped[UUID]
    target: Mapped[int]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    warn_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    left: Mapped[int | None]
    paused_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
