"""Change what a person is called, may do, reads and lives by."""

from uuid import UUID

from domain.events.event import Stream
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.time_zone import check_time_zone
from domain.models.staff import StaffMember
from domain.staff import events
from domain.staff.members import load_manageable, must_not_be_last_administrator
from domain.staff.particulars import check_name, check_role
from domain.staff.rights import must_hold, rights_of
from domain.work.unit import Unit


def change_person(
    unit: Unit,
    *,
    staff_id: UUID,
    name: str | None = None,
    role: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Change what is given and leave the rest; a new role counts at once, on open screens too.

    Records `staff.changed` with what was and what is, nothing if nothing differs. Refuses with `Invalid` naming
    the field, `NotFound`, `StaleVersion`, `LastAdministrator`, and `BeyondOwnRights` when the person has, or would
    get, rights that the actor lacks.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    person = load_manageable(unit, staff_id, expected_version=expected_version)
    wanted = {
        "name": None if name is None else check_name(name),
        "role": None if role is None else str(check_role(role)),
        "language": None if language is None else check_language(language),
        "time_zone": None if time_zone is None else check_time_zone(time_zone),
    }
    changed = {k: value for k, value in wanted.items() if value is not None and value != getattr(person, k)}
    if "role" in changed:
        _may_change_role(unit, person, changed["role"])
    if changed:
        _apply(unit, person, changed)


def _may_change_role(unit: Unit, person: StaffMember, role: str) -> None:
    must_hold(unit.actor, rights_of(unit.session, role))
    must_not_be_last_administrator(unit, person)


def _apply(unit: Unit, person: StaffMember, changed: dict[str, str]) -> None:
    plain = {key: {"from": getattr(person, key), "to": value} for key, value in changed.items() if key != "name"}
    for key, value in changed.items():
        setattr(person, key, value)
    person.version += 1
    unit.record(
        events.CHANGED,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "changed": plain},
        texts={"name": person.name} if "name" in changed else {},
    )
