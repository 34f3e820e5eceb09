"""Write a queue down."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Invalid, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.queue import Queue
from domain.models.service_level import BusinessCalendar, ServiceLevel
from domain.service_levels.named import check_label, check_name
from domain.work.unit import Unit

LONGEST = 7 * 24 * 3_600


def put_queue(
    unit: Unit,
    *,
    name: str,
    label: Mapping[str, str],
    service_level: str = "",
    calendar: str | None = None,
    relax_after: int | None = None,
    overflow_after: int | None = None,
    overflow_queue: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Write a queue down, new or in place of the one with this name; seconds. What waits in it stays.

    Records `queue.changed`, nothing if nothing differs. Refuses with `Invalid` naming the field: a service level,
    calendar or queue that is not there, half an overflow, and queues that overflow in a circle.
    """
    unit.actor.require(Permission.QUEUES_MANAGE)
    key = check_name(name)
    said: dict[str, Any] = {
        "label": check_label(label),
        "service_level": _there(unit, ServiceLevel, service_level, field="service_level") or "",
        "calendar": _there(unit, BusinessCalendar, calendar, field="calendar"),
        "relax_after": _seconds(relax_after, field="relax_after"),
        "overflow_after": _seconds(overflow_after, field="overflow_after"),
        "overflow_queue": _there(unit, Queue, overflow_queue, field="overflow_queue"),
    }
    if (said["overflow_after"] is None) != (said["overflow_queue"] is None):
        missing = "overflow_queue" if said["overflow_queue"] is None else "overflow_after"
        raise _wrong(missing, "missing", "is needed for an overflow.", "manque pour le débordement.")
    _refuse_circles(unit, key, said["overflow_queue"])
    _write(unit, key, said, expected_version)


def _write(unit: Unit, name: str, said: Mapping[str, Any], expected_version: int | None) -> None:
    row = unit.session.get(Queue, name, with_for_update=True)
    if row is not None and expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    if row is None:
        unit.session.add(Queue(name=name, **said))
        told: dict[str, Any] = {}
    else:
        told = {each: value for each, value in said.items() if getattr(row, each) != value}
        if not told:
            return
        for each, value in told.items():
            setattr(row, each, value)
        row.version += 1
    unit.session.flush()
    unit.record("queue.changed", stream=Stream.named("queues"), data={"queue": name, "changed": sorted(told)})


def _there(unit: Unit, model: Any, name: str | None, *, field: str) -> str | None:
    if not name:
        return None
    if unit.session.get(model, name) is None:
        raise _wrong(
            field, "not_found", f"names nothing that is there: {name}.", f"ne désigne rien d’existant : {name}."
        )
    return name


def _refuse_circles(unit: Unit, name: str, overflow: str | None) -> None:
    """Following the overflow must come to an end."""
    further = {row.name: row.overflow_queue for row in unit.session.execute(select(Queue.name, Queue.overflow_queue))}
    seen, at = {name}, overflow
    while at is not None:
        if at in seen:
            raise _wrong("overflow_queue", "circle", "leads back to the queue.", "ramène à la file.")
        seen.add(at)
        at = further.get(at)


def _seconds(value: object, *, field: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LONGEST:
        raise _wrong(field, "out_of_range", f"must be from 1 to {LONGEST}.", f"doit être compris entre 1 et {LONGEST}.")
    return value


def _wrong(field: str, code: str, en: str, fr: str) -> Invalid:
    return Invalid(field=field, code=code, en=f"“{field}” {en}", fr=f"« {field} » {fr}")
