"""Lock somebody out."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.staff import events
from domain.staff.members import end_sessions, load_manageable, must_not_be_last_administrator
from domain.work.unit import Unit


def lock_person(unit: Unit, *, staff_id: UUID) -> None:
    """The person cannot sign in until unlocked, and every open screen of theirs closes. Twice is harmless.

    Records `staff.locked`. Refuses with `NotFound`, `LastAdministrator`, `BeyondOwnRights`, and `Conflict` for
    locking oneself.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    person = load_manageable(unit, staff_id)
    if person.locked_at is not None:
        return
    must_not_be_last_administrator(unit, person)
    if person.id == unit.actor.id:
        raise Conflict(
            code="cannot_lock_oneself",
            en="You cannot lock yourself out. Ask another administrator.",
            fr="Vous ne pouvez pas vous verrouiller vous-même. Demandez à un autre administrateur.",
        )
    person.locked_at = unit.now
    person.version += 1
    ended = end_sessions(unit, person.id)
    unit.record(
        events.LOCKED,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "sessions_ended": ended},
    )
