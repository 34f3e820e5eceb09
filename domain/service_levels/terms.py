"""What is promised about a case: its level's targets, in the hours that apply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.kernel.business_time import ALWAYS, Calendar, after, seconds_between
from domain.models.case import Case
from domain.models.queue import Queue
from domain.models.service_level import CLOCKS, BusinessCalendar, ServiceLevel
from domain.service_levels.calendars import calendar_of
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Terms:
    """`targets` are seconds of business time by kind of clock; a warning comes at `warn_at` percent of them."""

    level: str
    calendar: Calendar
    targets: Mapping[str, int]
    warn_at: int

    def due(self, kind: str, start: datetime, left: int | None = None) -> tuple[datetime, datetime]:
        """When to warn and when it is due, if from `start` on `left` seconds remain (the whole target without)."""
        target = self.targets[kind]
        remain = target if left is None else left
        before_warning = remain - target * (100 - self.warn_at) // 100
        return after(self.calendar, start, before_warning), after(self.calendar, start, remain)

    def left(self, at: datetime, due_at: datetime) -> int:
        """The seconds of business time from `at` until `due_at`; less than nothing once it has passed."""
        if at <= due_at:
            return seconds_between(self.calendar, at, due_at)
        return -seconds_between(self.calendar, due_at, at) or -1


def terms_of(unit: Unit, case: Case, /) -> Terms | None:
    """The terms of the level that rules set, else of its queue; None where nothing is promised. The queue's hours go
    before the level's.
    """
    queue = unit.session.get(Queue, case.queue)
    level = unit.session.get(ServiceLevel, case.service_level or (queue.service_level if queue else ""))
    if level is None:
        return None
    minutes = {kind: getattr(level, kind) for kind in CLOCKS}
    return Terms(
        level=level.name,
        calendar=calendar_named(unit, (queue.calendar if queue else None) or level.calendar),
        targets={kind: many * 60 for kind, many in minutes.items() if many is not None},
        warn_at=level.warn_at,
    )


def calendar_named(unit: Unit, name: str | None, /) -> Calendar:
    """The calendar to count with; every minute counts without one."""
    query = select(BusinessCalendar).where(BusinessCalendar.name == name)
    row = unit.session.execute(query).scalar_one_or_none() if name else None
    return calendar_of(row) if row is not None else ALWAYS
