"""Service levels: read and changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import Invalid, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.service_level import CLOCKS, BusinessCalendar, ServiceLevel
from domain.service_levels.named import Label, check_label, check_name
from domain.work.unit import Unit

LONGEST = 60 * 24 * 365  # minutes


@dataclass(frozen=True, slots=True)
class ServiceLevelRow:
    """Minutes of the calendar; None where nothing is promised."""

    name: str
    label: Label
    calendar: str | None
    first_answer: int | None
    next_answer: int | None
    resolution: int | None
    warn_at: int
    version: int


def service_levels(unit: Unit) -> tuple[ServiceLevelRow, ...]:
    """Every service level, the strictest first."""
    unit.actor.require(Permission.CASES_READ)
    rows = unit.session.execute(select(ServiceLevel).order_by(ServiceLevel.first_answer, ServiceLevel.name)).scalars()
    return tuple(
        ServiceLevelRow(
            row.name,
            Label(row.label["en"], row.label["fr"]),
            row.calendar,
            row.first_answer,
            row.next_answer,
            row.resolution,
            row.warn_at,
            row.version,
        )
        for row in rows
    )


def put_service_level(
    unit: Unit,
    *,
    name: str,
    label: Mapping[str, str],
    calendar: str | None = None,
    first_answer: int | None = None,
    next_answer: int | None = None,
    resolution: int | None = None,
    warn_at: int = 80,
    expected_version: int | None = None,
) -> None:
    """Write a service level down, new or in place of the one with this name. Clocks that run keep their times.

    Records `service_level.changed`, nothing if nothing differs. Refuses with `Invalid` naming the field.
    """
    unit.actor.require(Permission.QUEUES_MANAGE)
    given = {"first_answer": first_answer, "next_answer": next_answer, "resolution": resolution}
    said = {
        "label": check_label(label),
        "calendar": _calendar(unit, calendar),
        **{kind: _number(given[kind], field=kind, most=LONGEST) for kind in CLOCKS},
        "warn_at": _number(warn_at, field="warn_at", most=99) or 80,
    }
    key = check_name(name)
    row = unit.session.get(ServiceLevel, key, with_for_update=True)
    if row is not None and expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    if row is not None and all(getattr(row, each) == value for each, value in said.items()):
        return
    if row is None:
        unit.session.add(ServiceLevel(name=key, **said))
    else:
        for each, value in said.items():
            setattr(row, each, value)
        row.version += 1
    unit.session.flush()
    unit.record("service_level.changed", stream=Stream.named("service_levels"), data={"name": key})


def _calendar(unit: Unit, name: str | None) -> str | None:
    if not name:
        return None
    if unit.session.get(BusinessCalendar, name) is None:
        raise Invalid(
            field="calendar",
            code="unknown_calendar",
            en=f"There is no calendar “{name}”.",
            fr=f"Il n’y a pas de calendrier « {name} ».",
        )
    return name


def _number(value: object, *, field: str, most: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Invalid(
            field=field,
            code="out_of_range",
            en=f"“{field}” must be from 1 to {most}.",
            fr=f"« {field} » doit être compris entre 1 et {most}.",
        )
    return value
