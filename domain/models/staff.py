"""People who work here, their roles, sessions and keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class RoleRights(Base):
    """A role and the rights it gives."""

    __tablename__ = "roles"

    role: Mapped[str] = mapped_column(Text, primary_key=True)
    permissions: Mapped[list[str]]
    version: Mapped[int] = mapped_column(server_default="1")


class StaffMember(Base):
    """Somebody who signs in. A locked person cannot, and has no open session."""

    __tablename__ = "staff_members"
    __table_args__ = (CheckConstraint("language IN ('en', 'fr')", name="language"),)

    id: Mapped[Key]
    email: Mapped[str]
    email_folded: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(ForeignKey("roles.role"))
    password_hash: Mapped[str]
    language: Mapped[str]
    time_zone: Mapped[str]
    locked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class StaffSession(Base):
    """One sign-in. Only the SHA-256 of the cookie's token is kept."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index("ix_staff_sessions_staff", "staff_id"),)

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str]
    user_agent: Mapped[str]


class SignInAttempt(Base):
    """A failed sign-in, kept to slow down guessing. `subject` is a digest of the e-mail or of the network address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_subject", "subject", "at"),)

    id: Mapped[Key]
    subject: Mapped[str]
    at: Mapped[datetime]


class ApiKey(Base):
    """A key of another system. Only its SHA-256 is kept; `hint` shows its first characters."""

    __tablename__ = "api_keys"

    id: Mapped[Key]
    name: Mapped[str]
    hint: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    role: Mapped[str] = mapped_column(ForeignKey("roles.role"))
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class KeptAnswer(Base):
    """The answer given to an idempotency key, so that the same request gets it again."""

    __tablename__ = "kept_answers"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request_digest: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    body: Mapped[str | None]
    kept_at: Mapped[datetime] = mapped_column(index=True)
