"""Add somebody who signs in."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.events.event import Stream
from domain.kernel.email import check_email, fold_email
from domain.kernel.ids import new_id
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.time_zone import check_time_zone
from domain.models.staff import StaffMember
from domain.ports.passwords import Passwords
from domain.staff import events
from domain.staff.errors import EmailTaken
from domain.staff.particulars import check_name, check_role
from domain.staff.rights import must_hold, rights_of
from domain.staff.secrecy import check_password
from domain.work.unit import Unit


def add_person(
    unit: Unit,
    *,
    email: str,
    name: str,
    role: str,
    password: str,
    passwords: Passwords,
    language: str = "en",
    time_zone: str = "UTC",
) -> UUID:
    """Add somebody who can sign in from now on, and tell their id.

    Records `staff.added`. Refuses with `Invalid` naming the field, `EmailTaken`, and `BeyondOwnRights` when the
    role gives rights that the actor lacks.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    checked_role = check_role(role)
    must_hold(unit.actor, rights_of(unit.session, checked_role))
    checked_email, checked_name = check_email(email), check_name(name)
    person = StaffMember(
        id=new_id(at=unit.now),
        email=checked_email,
        email_folded=fold_email(checked_email),
        name=checked_name,
        role=checked_role,
        language=check_language(language),
        time_zone=check_time_zone(time_zone),
        password_hash=passwords.hash(check_password(password, email=checked_email, name=checked_name)),
        created_at=unit.now,
    )
    _write(unit, person)
    unit.record(
        events.ADDED,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "role": person.role},
        texts={"name": person.name, "email": person.email},
    )
    return person.id


def _write(unit: Unit, person: StaffMember) -> None:
    taken = select(StaffMember.id).where(StaffMember.email_folded == person.email_folded)
    if unit.session.execute(taken).first() is not None:
        raise EmailTaken.by_somebody()
    unit.session.add(person)
    try:
        unit.session.flush()
    except IntegrityError as error:  # somebody else added the same e-mail in this very moment
        raise EmailTaken.by_somebody() from error
