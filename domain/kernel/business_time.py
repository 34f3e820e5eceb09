"""Business time: opening hours where a time zone is, and seconds that count only while it is open."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = 86_400
_FARTHEST_ZONE: Final = 15 * 3_600  # no place is farther from UTC
_MOST_DAYS: Final = 3_660  # a promise of ten years is kept by nobody


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours: (weekday, Monday 0; minute of opening; minute of closing) where `time_zone` is; closed days."""

    time_zone: str
    hours: tuple[tuple[int, int, int], ...]
    holidays: tuple[str, ...] = ()


ALWAYS: Final = Calendar("UTC", tuple((day, 0, 24 * 60) for day in range(7)))


def is_open(calendar: Calendar, seconds: int) -> bool:
    """Whether `seconds` since 1970 lie in the hours of `calendar`, where it is, and not on a closed day."""
    local = datetime.fromtimestamp(seconds, ZoneInfo(calendar.time_zone))
    if local.date().isoformat() in calendar.holidays:
        return False
    minute = local.hour * 60 + local.minute
    return any(day == local.weekday() and opens <= minute < closes for day, opens, closes in calendar.hours)


def opens_at(calendar: Calendar, now: datetime) -> datetime | None:
    """When `calendar` opens next; None while it is open."""
    return None if is_open(calendar, int(now.timestamp())) else after(calendar, now, 1) - timedelta(seconds=1)


def seconds_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """The open seconds from `start` to `end`, whole ones; 0 where `end` is not later."""
    first, last = int(start.timestamp()), int(end.timestamp())
    total = 0
    for opens, closes in _open_from(calendar, first):
        if opens >= last:
            break
        total += min(closes, last) - max(opens, first)
    return max(total, 0)


def after(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """The moment at which `seconds` of open time have passed since `start`.

    The last day that there is, for a calendar that never opens again within ten years.
    """
    now = int(start.timestamp())
    if seconds <= 0:
        return start
    left = seconds
    for opens, closes in _open_from(calendar, now):
        begins = max(opens, now)
        if closes - begins >= left:
            return datetime.fromtimestamp(begins + left, UTC)
        left -= closes - begins
    return datetime.fromtimestamp(now + _MOST_DAYS * _DAY, UTC)


def _open_from(calendar: Calendar, now: int) -> Iterator[tuple[int, int]]:
    """The open spans that end later than `now`, in order, in seconds since 1970."""
    day = datetime.fromtimestamp(now, UTC).date() - timedelta(days=1)
    for _ in range(_MOST_DAYS):
        yield from (span for span in _open_on(calendar, day) if span[1] > now)
        day += timedelta(days=1)


@lru_cache(maxsize=4_096)
def _open_on(calendar: Calendar, day: date) -> tuple[tuple[int, int], ...]:
    """The open spans of one day on the clocks of the place. A day on which they are changed has one offset after
    the other: an hour that comes twice is open twice, one that is left out not at all.
    """
    if day.isoformat() in calendar.holidays:
        return ()
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    spans = []
    for start, end, offset in _offsets(calendar.time_zone, midnight - _FARTHEST_ZONE, midnight + _DAY + _FARTHEST_ZONE):
        for weekday, opens, closes in calendar.hours:
            if weekday == day.weekday():
                first, last = midnight - offset + opens * 60, midnight - offset + closes * 60
                spans.append((max(first, start), min(last, end)))
    return _joined(sorted(span for span in spans if span[0] < span[1]))


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Hours that touch or overlap count once."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def _offsets(zone: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The spans between `start` and `end` in which the clocks of `zone` are as far from UTC, and how far."""
    place = ZoneInfo(zone)
    moments = [*range(start, end, 3_600), end]
    begins, offset = start, _offset(place, start)
    for earlier, later in pairwise(moments):
        if _offset(place, later) == offset:
            continue
        changes = earlier + bisect_right(range(earlier, later + 1), offset, key=lambda at: _moved(place, at, offset))

        yield begins, changes, offset
        begins, offset = changes, _offset(place, later)
    yield begins, end, offset


def _moved(place: ZoneInfo, at: int, before: int) -> int:
    """`before` while the clocks have not been changed, more afterwards: what a search by halves needs."""
    return before if _offset(place, at) == before else before + 1


def _offset(place: ZoneInfo, at: int) -> int:
    found = datetime.fromtimestamp(at, place).utcoffset()
    assert found is not None
    return int(found.total_seconds())
