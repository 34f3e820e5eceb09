"""When people answer: a line such as `Mon-Fri 09:00-18:00, Sat 10:00-16:00 Europe/Paris`, read and asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<from>\d\d:\d\d)-(?P<to>\d\d:\d\d)", re.IGNORECASE)
_WRONG = "must be like Mon-Fri 09:00-18:00, Sat 10:00-16:00 Europe/Paris"


@dataclass(frozen=True)
class OpeningHours:
    """Spans of a week in a time zone. None at all: always."""

    spans: tuple[tuple[int, time, time], ...]
    zone: ZoneInfo

    def is_open(self, now: datetime) -> bool:
        """Whether somebody answers at `now`."""
        local = now.astimezone(self.zone)
        here = (local.weekday(), local.time())
        return not self.spans or any(day == here[0] and start <= here[1] < end for day, start, end in self.spans)

    def opens_at(self, now: datetime) -> datetime | None:
        """When somebody answers next; None while it is open."""
        if self.is_open(now):
            return None
        local = now.astimezone(self.zone)
        days = [local.date() + timedelta(days=ahead) for ahead in range(8)]
        starts = [
            datetime.combine(date, start, self.zone)
            for date in days
            for day, start, _ in self.spans
            if day == date.weekday()
        ]
        return min((start for start in starts if start > local), default=None)


def hours_of(line: str) -> OpeningHours:
    """What `line` says; "" is always. `ValueError` says how it should look."""
    if not line.strip():
        return OpeningHours((), ZoneInfo("UTC"))
    said, _, zone = line.strip().rpartition(" ")
    spans = [span for part in said.split(",") for span in _spans(part.strip())]
    try:
        return OpeningHours(tuple(spans), ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(_WRONG) from None


def _spans(part: str) -> list[tuple[int, time, time]]:
    found = _SPAN.fullmatch(part)
    try:
        if found is None:
            raise ValueError
        first = _DAYS.index(found["first"].lower())
        last = _DAYS.index((found["last"] or found["first"]).lower())
        start, end = time.fromisoformat(found["from"]), time.fromisoformat(found["to"])
        if start >= end or last < first:
            raise ValueError
    except ValueError:
        raise ValueError(_WRONG) from None
    return [(day, start, end) for day in range(first, last + 1)]
