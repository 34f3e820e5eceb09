"""Choose one's own language and time zone."""

from domain.events.event import Stream
from domain.kernel.language import check_language
from domain.kernel.time_zone import check_time_zone
from domain.staff import events
from domain.staff.members import load_person, own_id
from domain.work.unit import Unit


def change_own_preferences(unit: Unit, *, language: str | None = None, time_zone: str | None = None) -> None:
    """Change what is given of the actor's own language and time zone. No right is needed, but a staff member is.

    Records `staff.preferences_changed`, nothing if nothing differs. Refuses with `Denied` and `Invalid`.
    """
    person = load_person(unit, own_id(unit.actor))
    wanted = {
        "language": person.language if language is None else check_language(language),
        "time_zone": person.time_zone if time_zone is None else check_time_zone(time_zone),
    }
    if wanted == {"language": person.language, "time_zone": person.time_zone}:
        return
    person.language, person.time_zone = wanted["language"], wanted["time_zone"]
    person.version += 1
    unit.record(
        events.PREFERENCES_CHANGED,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), **wanted},
    )
