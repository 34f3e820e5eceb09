"""Read queues, and what waits in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, text

from domain.kernel.business_time import is_open
from domain.kernel.permissions import Permission
from domain.models.queue import Queue
from domain.service_levels.named import Label
from domain.service_levels.terms import calendar_named
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue and what is in it: `waiting` for somebody since `oldest` (None: nothing waits), as the list of what is
    unassigned counts them, `offered` of these at this moment, `in_hand` with somebody, and how many of both are
    `breached`. `known`: there is a record of it; rules
    may name others.
    """

    name: str
    label: Label
    known: bool
    service_level: str
    calendar: str | None
    is_open: bool
    relax_after: int | None
    overflow_after: int | None
    overflow_queue: str | None
    waiting: int
    offered: int
    oldest: datetime | None
    in_hand: int
    breached: int
    version: int


_COUNTS: Final = text(
    """
    SELECT queue,
        count(*) FILTER (WHERE owner_id IS NULL AND status IN ('new', 'open')) AS waiting,
        count(*) FILTER (WHERE EXISTS (
            SELECT FROM offers WHERE offers.case_id = cases.id AND offers.status = 'offered'
        )) AS offered,
        min(coalesce(waiting_since, queued_at)) FILTER (WHERE owner_id IS NULL AND status IN ('new', 'open')) AS oldest,
        count(*) FILTER (WHERE owner_id IS NOT NULL) AS in_hand,
        count(*) FILTER (WHERE (owner_id IS NOT NULL OR status IN ('new', 'open')) AND EXISTS (
            SELECT FROM case_clocks WHERE case_clocks.case_id = cases.id AND breached_at IS NOT NULL
                AND met_at IS NULL AND cancelled_at IS NULL
        )) AS breached
    FROM cases LEFT JOIN conversations ON conversations.case_id = cases.id
    WHERE status <> 'closed' AND (snoozed_until IS NULL OR snoozed_until <= :now) GROUP BY queue
    """
)


def queues(unit: Unit) -> tuple[QueueRow, ...]:
    """Every queue, those first in which most waits; also what rules put into queues that nobody wrote down."""
    unit.actor.require(Permission.CASES_READ)
    known = {row.name: row for row in unit.session.execute(select(Queue)).scalars()}
    counts = {str(row.queue): dict(row._mapping) for row in unit.session.execute(_COUNTS, {"now": unit.now})}
    calendars = {name: calendar_named(unit, name) for name in {row.calendar for row in known.values()}}
    now = int(unit.now.timestamp())
    opened = {name: row.calendar is None or is_open(calendars[row.calendar], now) for name, row in known.items()}
    rows = [
        _row(name, known.get(name), counts.get(name, _NOTHING), opened.get(name, True)) for name in {**known, **counts}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.waiting, row.name)))


@dataclass(frozen=True, slots=True)
class Named:
    """A queue by the name that rules use, and what people read."""

    name: str
    label: Label


def queue_labels(unit: Unit) -> tuple[Named, ...]:
    """What the queues that are written down are called."""
    unit.actor.require(Permission.CASES_READ)
    rows = unit.session.execute(select(Queue.name, Queue.label).order_by(Queue.name))
    return tuple(Named(row.name, Label(row.label["en"], row.label["fr"])) for row in rows)


_NOTHING: Final[Mapping[str, object]] = {"waiting": 0, "offered": 0, "oldest": None, "in_hand": 0, "breached": 0}


def _row(name: str, queue: Queue | None, counts: Mapping[str, object], opened: bool) -> QueueRow:
    return QueueRow(
        name=name,
        label=Label(queue.label["en"], queue.label["fr"]) if queue else Label(name, name),
        known=queue is not None,
        service_level=queue.service_level if queue else "",
        calendar=queue.calendar if queue else None,
        is_open=opened,
        relax_after=queue.relax_after if queue else None,
        overflow_after=queue.overflow_after if queue else None,
        overflow_queue=queue.overflow_queue if queue else None,
        version=queue.version if queue else 0,
        **{each: counts[each] for each in _NOTHING},  # type: ignore[arg-type]  # as the statement gives them
    )
