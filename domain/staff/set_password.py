"""Give somebody a new password."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.ports.passwords import Passwords
from domain.staff import events
from domain.staff.members import end_sessions, load_manageable
from domain.staff.secrecy import check_password
from domain.work.unit import Unit


def set_password(unit: Unit, *, staff_id: UUID, password: str, passwords: Passwords) -> None:
    """The person signs in with `password` from now on, and every open screen of theirs closes.

    Records `staff.password_set`, never the password. Refuses with `NotFound`, `Invalid` for what is too short or
    obvious, and `BeyondOwnRights`.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    person = load_manageable(unit, staff_id)
    person.password_hash = passwords.hash(check_password(password, email=person.email, name=person.name))
    person.version += 1
    ended = end_sessions(unit, person.id)
    unit.record(
        events.PASSWORD_SET,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "sessions_ended": ended},
    )
