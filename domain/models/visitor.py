"""People who write to us from a web page, the tokens that say who they are, and what they think of us afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Visitor(Base):
    """Somebody's browser on a page with the chat. Its id is the address of the channel chat.

    Of its token only the SHA-256 is kept, None once it was unused for too long. `customer_id` is set where a signed
    token said who it is; `name` and `email` are what they told themselves, and prove nothing. `files` and `file_bytes`
    count what they sent since `files_since`.
    """

    __tablename__ = "visitors"
    __table_args__ = (Index("ix_visitors_customer", "customer_id"), Index("ix_visitors_seen", "seen_at"))

    id: Mapped[Key]
    token_digest: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(Text, server_default="")
    email: Mapped[str] = mapped_column(Text, server_default="")
    language: Mapped[str]
    page: Mapped[str] = mapped_column(Text, server_default="")
    files: Mapped[int] = mapped_column(server_default="0")
    file_bytes: Mapped[int] = mapped_column(server_default="0")
    files_since: Mapped[datetime | None]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class VisitorToken(Base):
    """A signed token that was used, by its SHA-256, and by whom: nobody else can use it again."""

    __tablename__ = "visitor_tokens"
    __table_args__ = (
        Index("ix_visitor_tokens_expires", "expires_at"),
        Index("ix_visitor_tokens_visitor", "visitor_id"),
    )

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    visitor_id: Mapped[UUID] = mapped_column(ForeignKey("visitors.id"))
    expires_at: Mapped[datetime]


class HelpVisit(Base):
    """Somebody at the self-service page who named an order and what belongs to it. Of the cookie only the SHA-256 is
    kept; how sure we are of them stands in `identity_levels`, with the visit's id as the session.
    """

    __tablename__ = "help_visits"
    __table_args__ = (Index("ix_help_visits_customer", "customer_id"), Index("ix_help_visits_expires", "expires_at"))

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class PublicAttempt(Base):
    """Something that a stranger did and may not do without end. `subject` is a digest of what is counted by."""

    __tablename__ = "public_attempts"
    __table_args__ = (Index("ix_public_attempts_subject", "subject", "at"), Index("ix_public_attempts_at", "at"))

    id: Mapped[Key]
    subject: Mapped[str]
    at: Mapped[datetime]


class SurveyAnswer(Base):
    """What a customer thought of a conversation: 1 to 5, and words. The last answer of a conversation counts."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        Index("ix_survey_answers_answered", "answered_at"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_members.id"))
    channel: Mapped[str]
    score: Mapped[int]
    words: Mapped[str] = mapped_column(Text, server_default="")
    answered_at: Mapped[datetime]
