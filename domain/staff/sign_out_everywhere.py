"""End every session of a person."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.staff import events
from domain.staff.members import end_sessions, load_manageable, load_person, own_id
from domain.work.unit import Unit


def sign_out_everywhere(unit: Unit, *, staff_id: UUID | None = None) -> int:
    """End every session of `staff_id`, or of the actor, and tell how many; every open screen of theirs closes.

    Records `staff.signed_out_everywhere`, also when none was open. Oneself needs no right; somebody else needs
    `staff.manage`. Refuses with `Denied`, `NotFound` and `BeyondOwnRights`.
    """
    if staff_id is None or staff_id == unit.actor.id:
        person = load_person(unit, own_id(unit.actor))
    else:
        unit.actor.require(Permission.STAFF_MANAGE)
        person = load_manageable(unit, staff_id)
    ended = end_sessions(unit, person.id)
    unit.record(
        events.SIGNED_OUT_EVERYWHERE,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "sessions_ended": ended},
    )
    return ended
