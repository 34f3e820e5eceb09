"""Read sessions: whose it is, and which are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, LargeBinary, bindparam, func, select

from domain.db.prepared import Prepared
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.permissions import Permission, Role
from domain.models.staff import RoleRights, StaffMember, StaffSession
from domain.staff.keep_session import is_due
from domain.staff.members import is_open
from domain.staff.rights import rights_in
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session and its person, as the rows say now. `keep`: it is time for `keep_session`."""

    actor: Actor
    session_id: UUID
    staff_id: UUID
    email: str
    language: str
    time_zone: str
    expires_at: datetime
    keep: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One open sign-in. `own` is the one that asks."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    address: str
    user_agent: str
    own: bool


def session_by_digest(unit: Unit, *, digest: bytes) -> SignedIn | None:
    """The open session whose token has this SHA-256; None if it ended or the person is locked."""
    return sessions_by_digest(unit, digests=[digest]).get(digest)


def sessions_by_digest(unit: Unit, *, digests: Sequence[bytes]) -> dict[bytes, SignedIn]:
    """Those of these that are open, by the SHA-256 of their tokens, in one statement; without who is locked."""
    unit.actor.require(Permission.STAFF_READ)
    return {
        row.token_digest: _signed_in(row, unit.now)
        for row in _OPEN.run(unit.session, digests=list(digests), now=unit.now)
    }


_OPEN: Final = Prepared(
    lambda: (
        select(
            StaffSession.token_digest,
            StaffSession.id.label("session_id"),
            StaffSession.created_at,
            StaffSession.expires_at,
            StaffMember.id,
            StaffMember.name,
            StaffMember.role,
            StaffMember.email,
            StaffMember.language,
            StaffMember.time_zone,
            RoleRights.permissions,
        )
        .join(StaffMember, StaffMember.id == StaffSession.staff_id)
        .join(RoleRights, RoleRights.role == StaffMember.role)
        .where(
            StaffSession.token_digest == func.any(bindparam("digests", type_=ARRAY(LargeBinary))),
            StaffMember.locked_at.is_(None),
            StaffSession.ended_at.is_(None),
            StaffSession.expires_at > bindparam("now", type_=DateTime(timezone=True)),
        )
    )
)


def _signed_in(row: Any, now: datetime) -> SignedIn:
    role = Role(row.role)
    return SignedIn(
        actor=Actor(
            kind=ActorKind.STAFF,
            id=row.id,
            name=row.name,
            role=role,
            permissions=rights_in(role, row.permissions),
            session_id=row.session_id,
        ),
        session_id=row.session_id,
        staff_id=row.id,
        email=row.email,
        language=row.language,
        time_zone=row.time_zone,
        expires_at=row.expires_at,
        keep=is_due(started=row.created_at, expires=row.expires_at, now=now),
    )


def open_sessions(unit: Unit, *, staff_id: UUID) -> tuple[SessionRow, ...]:
    """The open sign-ins of a person, newest first. One's own need no right; others' need `staff.manage`."""
    if staff_id != unit.actor.id or unit.actor.kind is not ActorKind.STAFF:
        unit.actor.require(Permission.STAFF_MANAGE)
    query = (
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, *is_open(unit.now))
        .order_by(StaffSession.created_at.desc(), StaffSession.id.desc())
        .limit(100)
    )
    return tuple(
        SessionRow(
            id=row.id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            address=row.address,
            user_agent=row.user_agent,
            own=row.id == unit.actor.session_id,
        )
        for row in unit.session.execute(query).scalars()
    )
