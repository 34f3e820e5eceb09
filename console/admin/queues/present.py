"""Queues, service levels and calendars as lists and forms. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from babel.dates import get_day_names

from console.admin.queues.rows import Card, Choice, Line
from console.ui.figures import Reader
from domain.queues.queries import QueueRow
from domain.service_levels.calendars import DAYS, CalendarRow
from domain.service_levels.levels import ServiceLevelRow

_PROMISES: Final = (("first_answer", "first"), ("next_answer", "next"), ("resolution", "end"))


def queue_lines(rows: Sequence[QueueRow], levels: Sequence[ServiceLevelRow], reader: Reader) -> list[Line]:
    """One line each, by label."""
    of_levels = {row.name: row.label.in_language(reader.language) for row in levels}
    of_queues = {row.name: row.label.in_language(reader.language) for row in rows}
    lines = [
        _line(
            *("queue", row.name, row.label.in_language(reader.language)),
            says=_queue_says(
                of_levels.get(row.service_level, row.service_level),
                of_queues.get(row.overflow_queue or "", row.overflow_queue or ""),
                reader,
            ),
            aside=_waits(row, reader),
        )
        for row in rows
        if row.known
    ]
    return sorted(lines, key=lambda line: line.label.casefold())


def level_lines(rows: Sequence[ServiceLevelRow], hours: Sequence[CalendarRow], reader: Reader) -> list[Line]:
    """One line each, in the order given."""
    called = {row.name: row.label.in_language(reader.language) for row in hours}
    return [
        _line(
            *("level", row.name, row.label.in_language(reader.language)),
            says=_level_says(row, reader),
            aside=called.get(row.calendar or "", ""),
        )
        for row in rows
    ]


def calendar_lines(rows: Sequence[CalendarRow], reader: Reader) -> list[Line]:
    """One line each, in the order given."""
    return [
        _line("calendar", row.name, row.label.in_language(reader.language), _week(row, reader), row.time_zone)
        for row in rows
    ]


def choices_of(lines: Sequence[Line]) -> list[Choice]:
    """What a select offers."""
    return [Choice(line.name, line.label) for line in lines]


def queue_card(row: QueueRow) -> Card:
    """A queue in its form."""
    return Card(
        kind="queue",
        name=row.name,
        en=row.label.en,
        fr=row.label.fr,
        version=row.version,
        service_level=row.service_level,
        calendar=row.calendar or "",
        relax_after=_text(row.relax_after),
        overflow_after=_text(row.overflow_after),
        overflow_queue=row.overflow_queue or "",
    )


def level_card(row: ServiceLevelRow) -> Card:
    """A service level in its form."""
    return Card(
        kind="level",
        name=row.name,
        en=row.label.en,
        fr=row.label.fr,
        version=row.version,
        calendar=row.calendar or "",
        first_answer=_text(row.first_answer),
        next_answer=_text(row.next_answer),
        resolution=_text(row.resolution),
        warn_at=_text(row.warn_at),
    )


def calendar_card(row: CalendarRow) -> Card:
    """Opening hours in their form."""
    week: dict[str, Any] = {day: ", ".join(row.hours.get(day, ())) for day in DAYS}
    return Card(
        kind="calendar",
        name=row.name,
        en=row.label.en,
        fr=row.label.fr,
        version=row.version,
        time_zone=row.time_zone,
        holidays="\n".join(row.holidays),
        **week,
    )


def settings_card(values: Mapping[str, int]) -> Card:
    """The settings in their form."""
    told: dict[str, Any] = {name: str(value) for name, value in values.items() if name != "version"}
    return Card(kind="settings", version=values["version"], **told)


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [
        *("{count} waiting", "level {level}", "overflows to {queue}", "no service level"),
        *("first", "next", "end", "nothing promised"),
    ]


def _line(kind: str, name: str, label: str, says: str, aside: str) -> Line:
    return Line(f"{kind}:{name}", kind, name, label, says, aside, f"/admin?tab=queues&{kind}={name}")


def _queue_says(service_level: str, overflow: str, reader: Reader) -> str:
    level = reader.say("level {level}", level=service_level) if service_level else ""
    over = reader.say("overflows to {queue}", queue=overflow) if overflow else ""
    return " · ".join(filter(None, (level or reader.say("no service level"), over)))


def _waits(row: QueueRow, reader: Reader) -> str:
    return reader.say("{count} waiting", count=reader.number(row.waiting)) if row.waiting else ""


def _level_says(row: ServiceLevelRow, reader: Reader) -> str:
    said = [
        f"{reader.say(word)} {_minutes(minutes)}"
        for kind, word in _PROMISES
        if (minutes := getattr(row, kind)) is not None
    ]
    return " · ".join(said) or reader.say("nothing promised")


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours and rest else f"{hours} h" if hours else f"{rest} min"


def _week(row: CalendarRow, reader: Reader) -> str:
    """Mon-Fri 08:00-20:00 · Sat 09:00-18:00."""
    names = get_day_names("abbreviated", locale=reader.locale)

    def span(days: list[str]) -> str:
        at = [DAYS.index(day) for day in days]
        if len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
            return f"{names[at[0]]}-{names[at[-1]]}"
        return ", ".join(names[each] for each in at)

    return " · ".join(f"{span(days)} {hours}" for hours, days in _by_hours(row).items())


def _by_hours(row: CalendarRow) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for day in DAYS:
        if row.hours.get(day):
            found.setdefault(", ".join(row.hours[day]), []).append(day)
    return found


def _text(value: int | None) -> str:
    return "" if value is None else str(value)
