"""People as cases are offered to them: what they can do, how much at once, whether they are there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

PRESENCES = ("online", "away", "offline")
REASONS = ("", "silent", "unanswered", "signed_out")  # why somebody is away or offline who did not say so
OFFER_STATUSES = ("offered", "accepted", "declined", "expired", "withdrawn")


class Agent(Base):
    """Somebody of staff whom cases are offered to. `capacity`: how many at once per channel; `calls_alone`: not beside
    chats. `online_at`: when they last went online, None for who never has; `heartbeat_at`: when a screen of theirs was
    last heard of, None for who works without one. `unanswered` counts the offers in a row that they let pass while they
    did nothing else; -1 while one is before them and they act. `last_offer_at` is to come while nothing is offered to
    them, since they declined. `wrapped_up_at`: they said that they were done.
    """

    __tablename__ = "agents"
    __table_args__ = (
        CheckConstraint(f"presence IN ({', '.join(map(repr, PRESENCES))})", name="presence"),
        CheckConstraint(f"reason IN ({', '.join(map(repr, REASONS))})", name="reason"),
        CheckConstraint("wrap_up BETWEEN 0 AND 3600", name="wrap_up"),
    )

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    skills: Mapped[list[str]] = mapped_column(server_default="[]")
    languages: Mapped[list[str]] = mapped_column(server_default="[]")
    capacity: Mapped[dict[str, int]] = mapped_column(JSONB, server_default="{}")
    calls_alone: Mapped[bool] = mapped_column(server_default=text("false"))
    wrap_up: Mapped[int] = mapped_column(server_default="30")
    presence: Mapped[str] = mapped_column(server_default="offline")
    reason: Mapped[str] = mapped_column(server_default="")
    since: Mapped[datetime]
    online_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    last_offer_at: Mapped[datetime | None]
    wrapped_up_at: Mapped[datetime | None]
    unanswered: Mapped[int] = mapped_column(server_default="0")
    version: Mapped[int] = mapped_column(server_default="1")


class Offer(Base):
    """A case put before one agent, who is asked one thing at a time, until `expires_at`. `without` are the skills that
    were asked for no longer.
    """

    __tablename__ = "offers"
    __table_args__ = (
        Index("uq_offers_live", "case_id", unique=True, postgresql_where="status = 'offered'"),
        Index("uq_offers_live_of_agent", "staff_id", unique=True, postgresql_where="status = 'offered'"),
        Index("ix_offers_case", "case_id", "offered_at"),
        CheckConstraint(f"status IN ({', '.join(map(repr, OFFER_STATUSES))})", name="status"),
    )

    id: Mapped[Key]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("agents.staff_id"))
    channel: Mapped[str]
    without: Mapped[list[str]]
    status: Mapped[str]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class AssignmentSettings(Base):
    """The one row that says how cases are offered; seconds, save for `unanswered_most`.

    `grace_live` and `grace`: how long somebody who is away keeps chats and calls, and the rest. `idle_chat`: how long a
    chat takes a place in which nothing was said, and that waits for the customer.
    """

    __tablename__ = "assignment_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, server_default="1")
    accept_live: Mapped[int] = mapped_column(server_default="20")
    accept: Mapped[int] = mapped_column(server_default="60")
    unanswered_most: Mapped[int] = mapped_column(server_default="3")
    silent_after: Mapped[int] = mapped_column(server_default="45")
    grace_live: Mapped[int] = mapped_column(server_default="30")
    grace: Mapped[int] = mapped_column(server_default="900")
    idle_chat: Mapped[int] = mapped_column(server_default="600")
    version: Mapped[int] = mapped_column(server_default="1")
