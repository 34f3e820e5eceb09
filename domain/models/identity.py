"""Whether the person on the other side is who they say."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class IdentityCheck(Base):
    """A check of a customer's identity: a code sent to a contact that is known, or facts of their orders.

    Of a code only the SHA-256 (with `salt`) is kept. `failures` counts wrong answers, in transactions of their own.
    """

    __tablename__ = "identity_checks"
    __table_args__ = (
        Index("ix_identity_checks_customer", "customer_id", "begun_at"),
        CheckConstraint("method IN ('code', 'facts')", name="method"),
        CheckConstraint("status IN ('open', 'passed', 'failed', 'expired')", name="status"),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    method: Mapped[str]
    status: Mapped[str]
    channel: Mapped[str] = mapped_column(Text, server_default="")
    contact: Mapped[str] = mapped_column(Text, server_default="")
    code_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked: Mapped[dict[str, Any]]
    failures: Mapped[int] = mapped_column(server_default="0")
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    session_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class IdentityLevel(Base):
    """How sure one session (of staff, or of a key) is of a customer. 0 not at all, 1 by facts, 2 by a code."""

    __tablename__ = "identity_levels"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 2", name="level"),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    level: Mapped[int]
    check_id: Mapped[UUID] = mapped_column(ForeignKey("identity_checks.id"))
    reached_at: Mapped[datetime]
    expires_at: Mapped[datetime]
