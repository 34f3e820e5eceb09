"""Let somebody in again."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.staff import events
from domain.staff.members import load_manageable
from domain.work.unit import Unit


def unlock_person(unit: Unit, *, staff_id: UUID) -> None:
    """The person can sign in again, with the password they had. Twice is harmless.

    Records `staff.unlocked`. Refuses with `NotFound` and `BeyondOwnRights`.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    person = load_manageable(unit, staff_id)
    if person.locked_at is None:
        return
    person.locked_at = None
    person.version += 1
    unit.record(events.UNLOCKED, stream=Stream.of_staff(person.id), data={"staff_id": str(person.id)})
