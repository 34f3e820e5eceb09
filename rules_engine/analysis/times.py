"""Facts that are moments: before and after fixed ones, within so much of now, on days and in opening hours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.kernel.business_time import Calendar
from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.dimension import single
from rules_engine.analysis.line import ABSENT, Line
from rules_engine.analysis.plain_facts import mask_of, points_of
from rules_engine.document.model import Comparison, Document, Weekdays
from rules_engine.document.plain import written
from rules_engine.reference.comparing import Test, compile_comparison
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Fact

USUAL: Final = int(datetime(2026, 11, 24, 10, tzinfo=UTC).timestamp())  # a Tuesday, when nothing says otherwise
_FIRST, _LAST = -62_000_000_000, 253_000_000_000  # years 5 to 9987: beyond, clocks cannot be read everywhere
_LONGEST: Final = 400 * 366 * 86_400
_DAY: Final = 86_400
_YEAR: Final = 400  # days in which every pattern of a week is seen, in summer and in winter time
_MOST: Final = 40  # moments tried of one pattern


class Moments:
    """A moment. What is said of it falls into three: fixed moments, its distance from now, and the week."""

    def __init__(
        self, fact: Fact, comparisons: Sequence[Comparison], document: Document, dates: Sequence[int] = ()
    ) -> None:
        self.key, self._now = fact.key, fact.key == "now"
        self._var, self._rel, self._week = (fact.key,), (fact.key, "rel"), (fact.key, "week")
        fixed = [point for each in comparisons if not _by_week(each) and not _by_now(each) for point in points_of(each)]
        self.line = Line((*fixed, *dates), _FIRST, _LAST)
        spans = [int(each.value) for each in comparisons if _by_now(each)]  # type: ignore[arg-type]
        self.offsets = Line([0, *(-each for each in spans), *spans], -_LONGEST, _LONGEST)
        self._asked = list(dict.fromkeys(each for each in comparisons if _by_week(each)))
        self._tests: list[Test] = [compile_comparison(each, document) for each in self._asked]
        self._calendars = [_calendar(each, document) for each in self._asked]
        usual = range(USUAL - 7 * _DAY, USUAL + _YEAR * _DAY, _DAY)
        self._weeks = sorted({self._week_at(at) for at in self._boundaries(usual[0], usual[-1], closed=True)})
        self._week_full = (1 << len(self._weeks) + 1) - 1

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        present: Box = {self._var: self.full(self._var) & ~ABSENT}
        if _by_now(comparison):
            return self._by_distance(comparison, holds, present)
        if _by_week(comparison):
            i = self._asked.index(comparison)
            found = sum(2 << j for j, said in enumerate(self._weeks) if said[i] is holds)
            if holds:
                return [{**present, self._week: found}] if found else []
            return single(self._week, found | ABSENT)
        found = mask_of(self.line, comparison)
        return single(self._var, (found if holds else ~found) & self.full(self._var))

    def full(self, var: Var) -> int:
        if len(var) > 1:
            return self.offsets.full if var == self._rel else self._week_full
        return self.line.known if self._now else self.line.full

    def in_force(self, starts: int | None, ends: int | None) -> Box:
        """From `starts` and before `ends`."""
        mask = self.full(self._var)
        mask &= -1 if starts is None else self.line.ordered("ge", starts)
        mask &= -1 if ends is None else self.line.ordered("lt", ends)
        return {} if mask == self.full(self._var) else {self._var: mask}

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        now = chosen.get("now", written(USUAL))
        at = int(datetime.fromisoformat(now).timestamp())
        if all(box.get(var, ABSENT) & ABSENT for var in (self._var, self._rel, self._week)) and not self._now:
            yield None
        for each in self.moments(box, at, [_seconds(value) for value in near if isinstance(value, str)]):
            yield written(each)

    def moments(self, box: Box, now: int, near: Sequence[int]) -> Iterator[int]:
        """Moments in the box, if it is `now`."""
        fixed, far, week = box.get(self._var), box.get(self._rel), box.get(self._week)
        tried = [*(each + shift for each in near for shift in (0, _DAY, -_DAY, 1, -1)), USUAL]
        tried += [now + offset for offset in self.offsets.picks(far)] if far is not None else []
        if week is not None:
            tried += self._of_the_week(fixed, far, now)
        tried += self.line.picks(fixed) if fixed is not None else []
        for at in dict.fromkeys(tried):
            if (
                in_range(at)
                and (fixed is None or self.line.holds(fixed, at))
                and (far is None or self.offsets.holds(far, at - now))
                and (week is None or self._in_week(week, at))
            ):
                yield at

    def sure(self, box: Box) -> bool:
        """Not where a week has to meet other demands: only so many moments were tried."""
        return self._week not in box or box.get(self._var, -1) & self.line.known == self.line.known

    def _by_distance(self, comparison: Comparison, holds: bool, present: Box) -> list[Box]:
        op, span = comparison.op, int(comparison.value)  # type: ignore[arg-type]
        if self._now:  # now is never any time ago
            return [{}] if (op != "longer_ago") is holds else []
        found = {
            "within_last": self.offsets.between(-span, 0),
            "longer_ago": self.offsets.ordered("lt", -span),
            "within_next": self.offsets.between(0, span),
        }[op]
        if holds:
            return [{**present, self._rel: found}]
        return single(self._rel, self.offsets.full & ~found)

    def _in_week(self, mask: int, at: int) -> bool:
        said = self._week_at(at)
        return said in self._weeks and bool(mask >> (self._weeks.index(said) + 1) & 1)

    def _week_at(self, at: int) -> tuple[bool, ...]:
        ground = {self.key: at, "now": at}
        return tuple(test(ground) for test in self._tests)

    def _of_the_week(self, fixed: int | None, far: int | None, now: int) -> Iterator[int]:
        """Moments at which something opens or closes, in the spans that are asked for."""
        known = self.line.known
        bound = fixed is not None and fixed & known != known
        spans = list(self.line.spans(fixed or 0)) if bound else [(USUAL, _LAST)]
        if far is not None:
            spans = [(now + low, now + high) for low, high in self.offsets.spans(far)] + spans
        for low, high in spans[:8]:
            start = max(low, min(high, USUAL) if low <= USUAL <= high else low if low > _FIRST else high - 60 * _DAY)
            start = max(start, _FIRST + 10 * _DAY)
            yield from self._boundaries(start, min(high, start + 60 * _DAY), closed=False)

    def _boundaries(self, low: int, high: int, *, closed: bool) -> Iterator[int]:
        """Moments at which something of the week changes, and the moments before; `closed`: closed days as well."""
        days = range(low // _DAY - 1, min(high, _LAST) // _DAY + 2)
        yield from (low, high)
        for zone, minutes, holidays in dict.fromkeys(self._calendars):
            more = (datetime.fromisoformat(f"{each}T12:00:00+00:00").timestamp() for each in holidays if closed)
            around = {int(each) // _DAY + shift for each in more for shift in range(-8, 9)}
            for day in sorted({*days, *around}):
                for at in _changes(zone, minutes, day):
                    yield from (at, at - 1)


def in_range(at: int) -> bool:
    """Whether a moment can be written everywhere."""
    return _FIRST <= at <= _LAST


@cache
def _changes(zone: str, minutes: tuple[int, ...], day: int) -> tuple[int, ...]:
    local = datetime.combine(date(1970, 1, 1) + timedelta(days=day), time(), ZoneInfo(zone))
    return tuple(int((local + timedelta(minutes=each)).timestamp()) for each in minutes)


def _calendar(comparison: Comparison, document: Document) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The time zone, the minutes of a day at which something may change, the closed days."""
    if isinstance(comparison.value, Weekdays):
        return comparison.value.time_zone, (0,), ()
    calendar: Calendar = document.calendars[str(comparison.value)]
    minutes = {0, *(minute for _, opens, closes in calendar.hours for minute in (opens, closes))}
    return calendar.time_zone, tuple(sorted(minutes)), calendar.holidays


def _by_now(comparison: Comparison) -> bool:
    return OPERATORS[comparison.op].takes is Takes.SPAN


def _by_week(comparison: Comparison) -> bool:
    return OPERATORS[comparison.op].takes in (Takes.WEEKDAYS, Takes.CALENDAR)


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
