"""Business calendars: read and changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.business_time import Calendar
from domain.kernel.errors import Invalid, StaleVersion
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.kernel.time_zone import check_time_zone
from domain.models.service_level import BusinessCalendar
from domain.service_levels.named import Label, check_label, check_name
from domain.work.unit import Unit

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS: Final = 4  # of one day: a day with breaks
MOST_HOLIDAYS: Final = 400
_SPAN: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """`hours` by day: {"mon": ("08:00-20:00",)}."""

    name: str
    label: Label
    time_zone: str
    hours: Mapping[str, tuple[str, ...]]
    holidays: tuple[str, ...]
    version: int


def calendars(unit: Unit) -> tuple[CalendarRow, ...]:
    """Every calendar, by name."""
    unit.actor.require(Permission.CASES_READ)
    rows = unit.session.execute(select(BusinessCalendar).order_by(BusinessCalendar.name)).scalars()
    return tuple(
        CalendarRow(
            row.name,
            Label(row.label["en"], row.label["fr"]),
            row.time_zone,
            {day: tuple(row.hours.get(day, ())) for day in DAYS},
            tuple(row.holidays),
            row.version,
        )
        for row in rows
    )


def put_calendar(
    unit: Unit,
    *,
    name: str,
    label: Mapping[str, str],
    time_zone: str,
    hours: Mapping[str, Sequence[str]],
    holidays: Sequence[str] = (),
    expected_version: int | None = None,
) -> None:
    """Write a calendar down, new or in place of the one with this name. Clocks that run keep their times.

    Records `calendar.changed`, nothing if nothing differs. Refuses with `Invalid` naming the field what cannot be read,
    and a calendar that is never open.
    """
    unit.actor.require(Permission.QUEUES_MANAGE)
    key, words, zone = check_name(name), check_label(label), check_time_zone(time_zone)
    opening, closed = _hours(hours), _holidays(holidays)
    row = unit.session.get(BusinessCalendar, key, with_for_update=True)
    if row is not None and expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    said = (words, zone, opening, closed)
    if row is None:
        unit.session.add(BusinessCalendar(name=key, label=words, time_zone=zone, hours=opening, holidays=closed))
    elif (row.label, row.time_zone, row.hours, row.holidays) == said:
        return
    else:
        row.label, row.time_zone, row.hours, row.holidays = said
        row.version += 1
    unit.session.flush()
    unit.record("calendar.changed", stream=Stream.named("service_levels"), data={"name": key})


def calendar_of(row: BusinessCalendar, /) -> Calendar:
    """The calendar to count with."""
    hours = [(DAYS.index(day), *_span(span)) for day, spans in row.hours.items() for span in spans]
    return Calendar(row.time_zone, tuple(sorted(hours)), tuple(row.holidays))


def _span(span: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(span)
    return (int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])) if match else (0, 0)


def _hours(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    hours: dict[str, list[str]] = {}
    for day, spans in given.items():
        if day not in DAYS:
            raise _wrong(f"hours.{day}", "unknown_day", "is not a day such as mon.", "n’est pas un jour comme mon.")
        for i, span in enumerate(spans):
            opens, closes = _span(span) if isinstance(span, str) else (0, 0)
            if len(spans) > MOST_SPANS or not opens < closes <= 24 * 60:
                where = f"hours.{day}[{i}]"
                raise _wrong(where, "not_hours", "must be hours such as 09:00-18:00.", "doit être comme 09:00-18:00.")
        if spans:
            hours[day] = sorted(set(spans))
    if not hours:
        raise _wrong("hours", "never_open", "must be open at some time.", "doit ouvrir à un moment.")
    return hours


def _holidays(given: Sequence[str]) -> list[str]:
    if len(given) > MOST_HOLIDAYS:
        raise _wrong("holidays", "too_many", "are too many.", "sont trop nombreux.")
    return sorted({_day(each, i) for i, each in enumerate(given)})


def _day(value: str, place: int) -> str:
    try:
        return date.fromisoformat(clean_text(value, field=f"holidays[{place}]", most=10)).isoformat()
    except ValueError:
        en, fr = "must be a day such as 2026-12-25.", "doit être un jour comme 2026-12-25."
        raise _wrong(f"holidays[{place}]", "not_a_day", en, fr) from None


def _wrong(field: str, code: str, en: str, fr: str) -> Invalid:
    return Invalid(field=field, code=code, en=f"“{field}” {en}", fr=f"« {field} » {fr}")
