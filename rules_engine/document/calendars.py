"""Read the lists and calendars that rules name."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from domain.kernel.business_time import Calendar
from domain.kernel.time_zone import check_time_zone
from rules_engine.document.limits import MOST_CALENDARS, MOST_HOLIDAYS, MOST_LIST_VALUES, MOST_LISTS
from rules_engine.document.refuse import below, key, mapping, one_of, refusal, sequence, shown, text
from rules_engine.vocabulary.operators import WEEKDAYS

_HOURS: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_MOST_SPANS: Final = 4  # of one day: a day with breaks
_DAY: Final = 24 * 60


def read_lists(plain: Any, *, at: str = "lists") -> dict[str, tuple[str, ...]]:
    """Named lists of texts, each value once, in the order in which they stand."""
    lists = {}
    left = MOST_LIST_VALUES
    for name, values in _named(plain, at=at, most=MOST_LISTS).items():
        here = below(at, name)
        given = sequence(values, at=here, most=left)
        lists[name] = tuple(dict.fromkeys(text(each, at=f"{here}[{i}]") for i, each in enumerate(given)))
        left -= len(given)
    return lists


def read_calendars(plain: Any, *, at: str = "calendars") -> dict[str, Calendar]:
    """Named opening hours: `{"time_zone": …, "hours": {"mon": ["09:00-18:00"]}, "holidays": ["2026-12-25"]}`."""
    found = _named(plain, at=at, most=MOST_CALENDARS)
    return {name: _calendar(each, at=below(at, name)) for name, each in found.items()}


def _named(plain: Any, *, at: str, most: int) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise refusal(at, code="not_an_object", en="must be an object.", fr="doit être un objet.")
    sequence(list(plain), at=at, most=most)
    return {key(name, at=below(at, shown(name))): value for name, value in plain.items()}


def _calendar(plain: Any, *, at: str) -> Calendar:
    said = mapping(plain, at=at, required=("time_zone", "hours"), optional=("holidays",))
    hours: list[tuple[int, int, int]] = []
    by_day = mapping(said["hours"], at=below(at, "hours"), optional=tuple(WEEKDAYS))
    for number, day in enumerate(WEEKDAYS):
        here = f"{at}.hours.{day}"
        spans = sequence(by_day.get(day, ()), at=here, most=_MOST_SPANS)
        hours += [(number, *_span(span, at=f"{here}[{i}]")) for i, span in enumerate(spans)]
    holidays_at = below(at, "holidays")
    holidays = sequence(said.get("holidays", ()), at=holidays_at, most=MOST_HOLIDAYS)
    return Calendar(
        time_zone=check_time_zone(said["time_zone"], field=below(at, "time_zone")),
        hours=tuple(sorted(set(hours))),
        holidays=tuple(sorted({_holiday(each, at=f"{holidays_at}[{i}]") for i, each in enumerate(holidays)})),
    )


def _span(plain: Any, *, at: str) -> tuple[int, int]:
    match = _HOURS.fullmatch(plain) if isinstance(plain, str) else None
    opens, closes = (int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])) if match else (0, 0)
    if not opens < closes <= _DAY:
        en, fr = "must be hours such as 09:00-18:00.", "doit être un horaire comme 09:00-18:00."
        raise refusal(at, code="not_hours", en=en, fr=fr)
    return opens, closes


def _holiday(plain: Any, *, at: str) -> str:
    try:
        day = date.fromisoformat(plain).isoformat() if isinstance(plain, str) else ""
    except ValueError:
        day = ""
    return one_of(plain, (day,), at=at) if day else _not_a_day(at)


def _not_a_day(at: str) -> str:
    en, fr = "must be a day such as 2026-12-25.", "doit être un jour comme 2026-12-25."
    raise refusal(at, code="not_a_day", en=en, fr=fr)
