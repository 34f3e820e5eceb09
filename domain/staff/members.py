"""Load people for a use case, locked, and end their sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.errors import Denied, NotFound, StaleVersion
from domain.kernel.permissions import Role
from domain.models.staff import StaffMember, StaffSession
from domain.staff.errors import LastAdministrator
from domain.staff.rights import must_hold, rights_of
from domain.work.unit import Unit


def load_person(unit: Unit, staff_id: UUID, *, expected_version: int | None = None) -> StaffMember:
    """The person, locked until the end of the transaction. Refuses with `NotFound` and `StaleVersion`."""
    query = select(StaffMember).where(StaffMember.id == staff_id).with_for_update()
    person = unit.session.execute(query).scalar_one_or_none()
    if person is None:
        raise NotFound.of("person", "personne", staff_id)
    if expected_version is not None and person.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=person.version)
    return person


def load_manageable(unit: Unit, staff_id: UUID, *, expected_version: int | None = None) -> StaffMember:
    """As `load_person`; refuses besides somebody who has rights that the actor lacks (else a new password of
    theirs would be a way to those rights). Administrators are locked first, in one order, so that of two who
    demote each other one is refused."""
    administrators = select(StaffMember.id).where(StaffMember.role == Role.ADMINISTRATOR)
    unit.session.execute(administrators.order_by(StaffMember.id).with_for_update()).all()
    person = load_person(unit, staff_id, expected_version=expected_version)
    must_hold(unit.actor, rights_of(unit.session, person.role))
    return person


def must_not_be_last_administrator(unit: Unit, person: StaffMember) -> None:
    """Refuse with `LastAdministrator` if nobody else could administer. Call with the rows of `load_manageable`."""
    if person.role != Role.ADMINISTRATOR or person.locked_at is not None:
        return
    others = select(StaffMember.id).where(
        StaffMember.role == Role.ADMINISTRATOR, StaffMember.locked_at.is_(None), StaffMember.id != person.id
    )
    if unit.session.execute(others.limit(1)).first() is None:
        raise LastAdministrator.stays()


def end_sessions(unit: Unit, staff_id: UUID) -> int:
    """End every open session of the person; tell how many there were."""
    ended = unit.session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff_id, *is_open(unit.now))
        .values(ended_at=unit.now)
        .returning(StaffSession.id)
    )
    return len(ended.all())


def is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a session that is open at `now`."""
    return (StaffSession.ended_at.is_(None), StaffSession.expires_at > now)


def own_id(actor: Actor) -> UUID:
    """The staff member who acts for themselves, or `Denied`: keys, jobs and nobody have no account of their own."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Denied(
            code="denied",
            en="Only somebody who is signed in can do this.",
            fr="Seule une personne connectée peut faire cela.",
        )
    return actor.id
