"""The clocks of a case: started, paused, run on, met. The case is locked by whoever calls."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from domain.cases.record import record_case
from domain.kernel.ids import new_id
from domain.models.case import Case
from domain.models.service_level import CaseClock
from domain.service_levels.terms import Terms
from domain.work.unit import Unit

CLOCKS_MOVED: Final = "service_level.clocks"  # no event: each follows from one
NOTE: Final = "service_levels.note"  # the job that looks at one clock at the moment when it warns or is due
QUEUE: Final = "assignment"
SOON: Final = timedelta(hours=1)  # what is later than that is found by looking at all clocks regularly


def running(unit: Unit, case_id: UUID, /) -> dict[str, CaseClock]:
    """The clocks of the case that have not ended, by kind; paused ones too."""
    query = select(CaseClock).where(
        CaseClock.case_id == case_id, CaseClock.met_at.is_(None), CaseClock.cancelled_at.is_(None)
    )
    return {clock.kind: clock for clock in unit.session.execute(query).scalars()}


def start(unit: Unit, case: Case, terms: Terms, kind: str, /, *, at: datetime, event_id: UUID) -> None:
    """Begin a clock at `at`; once for an event, and not while one of its kind runs."""
    if kind not in terms.targets or kind in running(unit, case.id):
        return
    same = select(CaseClock.id).where(
        CaseClock.case_id == case.id, CaseClock.kind == kind, CaseClock.event_id == event_id
    )
    if unit.session.execute(same).first() is not None:
        return
    warn_at, due_at = terms.due(kind, at)
    clock = CaseClock(
        id=new_id(at=unit.now),
        case_id=case.id,
        kind=kind,
        service_level=terms.level,
        event_id=event_id,
        target=terms.targets[kind],
        started_at=at,
        changed_at=at,
        warn_at=warn_at,
        due_at=due_at,
    )
    unit.session.add(clock)
    unit.session.flush()
    _set_timers(unit, clock)


def pause(clocks: Iterable[CaseClock], terms: Terms, /, *, at: datetime) -> None:
    """Stop them, with what is left of each."""
    for clock in clocks:
        if clock.paused_at is None and clock.changed_at <= at:
            clock.paused_at, clock.left = at, terms.left(at, clock.due_at)
            clock.changed_at = at


def run_on(unit: Unit, clocks: Iterable[CaseClock], terms: Terms, /, *, at: datetime) -> None:
    """Let them run again from `at`, with what was left. What was overdue already stays as it was."""
    for clock in clocks:
        if clock.paused_at is None or clock.changed_at > at:
            continue
        left, clock.paused_at, clock.left, clock.changed_at = clock.left or 0, None, None, at
        if left > 0 and clock.kind in terms.targets:
            clock.warn_at, clock.due_at = terms.due(clock.kind, at, left)
            _set_timers(unit, clock)


def meet(unit: Unit, case: Case, clock: CaseClock | None, /, *, at: datetime) -> None:
    """What was promised is done. If that was too late and nobody has noticed, it is noticed now."""
    if clock is None or clock.started_at > at:
        return
    if clock.paused_at is None and at > clock.due_at:
        breach(unit, case, clock)
    clock.met_at, clock.paused_at = at, None


def cancel(clock: CaseClock | None, /, *, at: datetime) -> None:
    """It is promised no longer."""
    if clock is not None and clock.started_at <= at:
        clock.cancelled_at, clock.paused_at = at, None


def retarget(unit: Unit, clocks: Iterable[CaseClock], terms: Terms | None, /, *, at: datetime) -> None:
    """Another level applies from `at` on: the time that has been used stays used."""
    for clock in clocks:
        if terms is None or clock.kind not in terms.targets:
            cancel(clock, at=at)
            continue
        if clock.service_level == terms.level or clock.changed_at > at:
            continue
        was = clock.left if clock.paused_at is not None else terms.left(at, clock.due_at)
        left = terms.targets[clock.kind] - (clock.target - (was or 0))
        clock.service_level, clock.target, clock.changed_at = terms.level, terms.targets[clock.kind], at
        if clock.paused_at is not None:
            clock.left = left
        else:
            clock.warn_at, clock.due_at = terms.due(clock.kind, at, left)
            _set_timers(unit, clock)


def breach(unit: Unit, case: Case, clock: CaseClock, /) -> None:
    """Note once that it was not kept. Records `service_level.breached`."""
    if clock.breached_at is None:
        clock.breached_at = unit.now
        _record(unit, "service_level.breached", case, clock)


def warn(unit: Unit, case: Case, clock: CaseClock, /) -> None:
    """Note once that little time is left. Records `service_level.warned`."""
    if clock.warned_at is None and clock.breached_at is None:
        clock.warned_at = unit.now
        _record(unit, "service_level.warned", case, clock)


def shown(clock: CaseClock, /) -> tuple[object, ...]:
    """What screens show of it: where that differs, they are told."""
    return clock.due_at, clock.warn_at, clock.paused_at


def announce(unit: Unit, case_id: UUID, /) -> None:
    """Tell the open screens that the clocks of the case are different now."""
    body = json.dumps({"t": CLOCKS_MOVED, "s": f"case:{case_id}"})
    unit.session.execute(text("SELECT pg_notify('comptoir', :body)"), {"body": body})


def _record(unit: Unit, type: str, case: Case, clock: CaseClock) -> None:
    told = {
        "clock": clock.kind,
        "service_level": clock.service_level,
        "due_at": clock.due_at.isoformat(),
        "queue": case.queue,
        "clock_id": str(clock.id),
    }
    record_case(unit, type, case, told)


def _set_timers(unit: Unit, clock: CaseClock) -> None:
    for moment in (clock.warn_at, clock.due_at):
        if unit.now < moment <= unit.now + SOON:
            unit.defer(NOTE, queue=QUEUE, run_at=moment, clock_id=str(clock.id))
