"""Cases that wait for somebody, and what each asks for by now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.assignment.choose import Wanted
from domain.conversations.live import HELD, LIVE
from domain.work.unit import Unit

RESTED: Final = timedelta(minutes=2)  # after which a case comes back to whoever let it pass
# For as long nobody is asked again about what they declined; then, until it is forgotten, only if nobody else is there.
REFUSED: Final = timedelta(minutes=30)
FORGOTTEN: Final = timedelta(days=1)

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
# Whoever is there at this moment comes first, however urgent a letter is: a letter can wait a minute, people leave. A
# chat in which nobody said anything for long has become one.
_LIVE: Final = """(cases.channel = ANY(:live) AND (cases.opened_at > :held_since OR EXISTS (
        SELECT FROM conversations LEFT JOIN calls ON calls.conversation_id = conversations.id
        WHERE conversations.case_id = cases.id AND (conversations.last_at > :held_since OR calls.stage <> 'over')
    ))) DESC"""
_ALL: Final = text(f"{_WAITING} ORDER BY {_LIVE}, cases.priority, cases.queued_at, cases.id LIMIT :most")
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
    SELECT case_id, staff_id, bool_or(status = 'declined') AS declined,
        bool_or(answered_at > CASE status WHEN 'declined' THEN :refused ELSE :rested END) AS rests
    FROM offers
    WHERE case_id = ANY(:cases) AND ((status = 'declined' AND answered_at > :forgotten)
        OR (status = 'expired' AND answered_at > :rested))
    GROUP BY case_id, staff_id
    """
)
# Which languages staff speak, and whether anybody of them is online.
_SPOKEN: Final = text(
    """
    SELECT spoken, bool_or(presence = 'online') FROM agents
    JOIN staff_members ON staff_members.id = agents.staff_id, jsonb_array_elements_text(agents.languages) AS spoken
    WHERE staff_members.locked_at IS NULL GROUP BY spoken
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
    """What waits and is not offered to anybody, people who are there and then the most urgent first, in at most
    four statements.
    """
    asked = {"most": most, "held_since": unit.now - HELD, "live": list(LIVE)}
    return _waiting(unit, unit.session.execute(_ALL, asked).all())


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
    rests, declined = _passed(unit, [row.id for row in rows])
    spoken = _spoken(unit, rows)
    return [
        _one(
            row,
            may_lack=_may_lack(unit, row, spoken),
            previous=had.get(row.customer_id) if row.prefers_owner else None,
            not_these=frozenset(rests.get(row.id, ())),
            declined=frozenset(declined.get(row.id, ())),
        )
        for row in rows
    ]


def _one(row: Any, **now: Any) -> Waiting:
    wanted = Wanted(channel=row.channel, language=row.language, skills=tuple(row.skills), **now)
    return Waiting(row.id, row.number, row.queue, row.priority, row.queued_at, wanted)


def _passed(unit: Unit, cases: Sequence[UUID]) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[UUID]]]:
    """By case: who is not asked now, and who declined it within a day."""
    asked = {
        "cases": cases,
        "rested": unit.now - RESTED,
        "refused": unit.now - REFUSED,
        "forgotten": unit.now - FORGOTTEN,
    }
    rest: dict[UUID, set[UUID]] = {}
    refused: dict[UUID, set[UUID]] = {}
    for case_id, staff_id, declined, rests in unit.session.execute(_PASSED, asked):
        if rests:
            rest.setdefault(case_id, set()).add(staff_id)
        if declined:
            refused.setdefault(case_id, set()).add(staff_id)
    return rest, refused


def _spoken(unit: Unit, rows: Collection[Any]) -> Mapping[str, bool]:
    """The languages of staff, and whether anybody who speaks it is online; read only where one could be given up."""
    if not any(_relaxed(unit, row) > len(row.skills) for row in rows):
        return {}
    return {language: is_there for language, is_there in unit.session.execute(_SPOKEN)}


def _relaxed(unit: Unit, row: Any) -> int:
    waited = (unit.now - row.queued_at).total_seconds()
    return int(waited // row.relax_after) if row.relax_after and waited > 0 else 0


def _may_lack(unit: Unit, row: Any, spoken: Mapping[str, bool]) -> int:
    """How many demands need not be met. The language is kept for a letter that anybody of staff can read, and for whom
    waits live while anybody who speaks it is online.
    """
    keeps = spoken.get(row.language, False) if row.channel in LIVE else row.language in spoken
    return min(_relaxed(unit, row), len(row.skills) + (0 if keeps else 1))
