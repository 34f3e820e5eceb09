"""Read sessions: whose it is, and which are open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.permissions import Permission
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
    """The open session whose token has this SHA-256, in one query; None if it ended or the person is locked."""
    unit.actor.require(Permission.STAFF_READ)
    query = (
        select(StaffSession, StaffMember, RoleRights.permissions)
        .join(StaffMember, StaffMember.id == StaffSession.staff_id)
        .join(RoleRights, RoleRights.role == StaffMember.role)
        .where(StaffSession.token_digest == digest, StaffMember.locked_at.is_(None), *is_open(unit.now))
    )
    found = unit.session.execute(query).one_or_none()
    if found is None:
        return None
    session, person, stored = found
    return SignedIn(
        actor=Actor(
            kind=ActorKind.STAFF,
            id=person.id,
            name=person.name,
            role=person.role,
            permissions=rights_in(person.role, stored),
            session_id=session.id,
        ),
        session_id=session.id,
        staff_id=person.id,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        expires_at=session.expires_at,
        keep=is_due(started=session.created_at, expires=session.expires_at, now=unit.now),
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
