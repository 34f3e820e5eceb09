"""Cases that wait for somebody, and what each asks for by now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.assignment.choose import Wanted
from domain.work.unit import Unit

RESTED: Final = timedelta(minutes=2)  # after which a case comes back to whoever let it pass

HELD: Final = timedelta(minutes=30)  # for how long somebody stands in a shop, or holds a line that we do not see
# A call or a visit is offered while its person can still be there: a call of it runs, or something was said a moment
# ago; what was left on the machine waits as a mail does. Nothing tells that a visitor left, or that a caller on another
# telephone hung up. What is left is called back by whoever takes it from the list.
_STILL_THERE: Final = """(cases.channel NOT IN ('phone', 'store') OR cases.opened_at > :held_since OR EXISTS (
        SELECT FROM conversations LEFT JOIN calls ON calls.conversation_id = conversations.id
        WHERE conversations.case_id = cases.id
            AND (conversations.last_at > :held_since OR calls.stage <> 'over' OR calls.outcome = 'voicemail')
    ))"""

# Waits: nobody has it, and it waits for us rather than for the customer.
_WAITING: Final = f"""
    SELECT cases.id, cases.number, cases.queue, cases.channel, cases.language, cases.skills, cases.priority,
        cases.queued_at, cases.opened_at, cases.customer_id, cases.prefers_owner, queues.relax_after
    FROM cases LEFT JOIN queues ON queues.name = cases.queue
    WHERE cases.owner_id IS NULL AND cases.status IN ('new', 'open') AND cases.snoozed_until IS NULL
        AND NOT EXISTS (SELECT FROM offers WHERE offers.case_id = cases.id AND offers.status = 'offered')
        AND {_STILL_THERE}
"""  # noqa: S608  (constants)
# Of two that are as urgent, whoever holds the line comes first: a mail can wait a minute, a caller hangs up.
_LIVE: Final = "(cases.channel IN ('phone', 'chat', 'store')) DESC"
_ALL: Final = text(f"{_WAITING} ORDER BY cases.priority, {_LIVE}, cases.queued_at, cases.id LIMIT :most")
_LOCKED: Final = text(f"{_WAITING} AND cases.id = :case_id FOR UPDATE OF cases SKIP LOCKED")
# The last who had a case of the customer; and who let these cases pass a moment ago.
_PREVIOUS: Final = text(
    """
    SELECT DISTINCT ON (customer_id) customer_id, owner_id FROM cases
    WHERE customer_id = ANY(:customers) AND owner_id IS NOT NULL ORDER BY customer_id, opened_at DESC, id
    """
)
_PASSED: Final = text(
    """
    SELECT case_id, staff_id FROM offers
    WHERE case_id = ANY(:cases) AND status IN ('declined', 'expired') AND answered_at > :since
    """
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits in `queue` since `queued_at`, and what it asks for."""

    case_id: UUID
    number: str
    queue: str
    priority: int
    queued_at: datetime
    wanted: Wanted


def waiting(unit: Unit, /, *, most: int) -> list[Waiting]:
    """What waits and is not offered to anybody, the most urgent first, in three statements."""
    return _waiting(unit, unit.session.execute(_ALL, {"most": most, "held_since": unit.now - HELD}).all())


def waiting_locked(unit: Unit, case_id: UUID, /) -> Waiting | None:
    """The case, locked, if it waits and nobody else is about to offer it."""
    asked = {"case_id": case_id, "held_since": unit.now - HELD}
    found = _waiting(unit, unit.session.execute(_LOCKED, asked).all())
    return found[0] if found else None


def _waiting(unit: Unit, rows: Collection[Any]) -> list[Waiting]:
    if not rows:
        return []
    customers = sorted({row.customer_id for row in rows if row.customer_id and row.prefers_owner})
    had: dict[UUID, UUID] = {}
    if customers:
        had = {row.customer_id: row.owner_id for row in unit.session.execute(_PREVIOUS, {"customers": customers})}
    passed: dict[UUID, set[UUID]] = {}
    asked = {"cases": [row.id for row in rows], "since": unit.now - RESTED}
    for case_id, staff_id in unit.session.execute(_PASSED, asked):
        passed.setdefault(case_id, set()).add(staff_id)
    return [_one(unit, row, had, frozenset(passed.get(row.id, ()))) for row in rows]


def _one(unit: Unit, row: Any, had: Mapping[UUID, UUID], passed: frozenset[UUID]) -> Waiting:
    waited = (unit.now - row.queued_at).total_seconds()
    may_lack = int(waited // row.relax_after) if row.relax_after and waited > 0 else 0
    wanted = Wanted(
        channel=row.channel,
        language=row.language,
        skills=tuple(row.skills),
        may_lack=min(may_lack, len(row.skills) + 1),
        previous=had.get(row.customer_id) if row.prefers_owner else None,
        not_these=passed,
    )
    return Waiting(row.id, row.number, row.queue, row.priority, row.queued_at, wanted)
