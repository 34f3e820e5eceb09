"""Check the hash chain: does every event still say what it said when it was written?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from domain.audit.heads import faults_of_signed_heads
from domain.events.append import actor_key
from domain.events.chain import FIRST, event_hash, text_digest
from domain.kernel.permissions import Permission
from domain.models.event import EventRow, EventStream, EventText
from domain.work.unit import Unit

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and what is wrong: gap, link, content, head or text; cut or signature where it is
    not what was signed."""

    stream: str
    sequence: int
    problem: str


@dataclass(frozen=True, slots=True)
class Verification:
    events: int
    streams: int
    breaks: tuple[Break, ...]


def verify_events(unit: Unit, *, stream: str | None = None, key: bytes | None = None) -> Verification:
    """Recompute every hash, of one stream or of all, and tell where it does not hold.

    Finds changed, missing and reordered events, a head that does not match its last event (a cut tail), and texts
    that are not the ones that were digested. Erased texts are fine. Heads that were signed have to be there as they
    were, also where the head was put back with the tail; with the `key` they were signed with, their signatures too.
    """
    unit.actor.require(Permission.EVENTS_READ)
    heads_query = select(EventStream.stream, EventStream.sequence, EventStream.hash)
    heads = {key: (number, bytes(last)) for key, number, last in unit.session.execute(heads_query)}
    wanted = {stream: heads.get(stream, (0, FIRST))} if stream else dict(heads)
    breaks: list[Break] = []
    count = 0
    last: dict[str, tuple[int, bytes]] = {}
    for batch in _batches(unit, stream):
        count += len(batch)
        for row in batch:
            sequence, previous = last.get(row.stream, (0, FIRST))
            if problem := _problem(row, sequence, previous):
                breaks.append(Break(row.stream, row.sequence, problem))
            last[row.stream] = (row.sequence, bytes(row.hash))
        breaks.extend(_changed_texts(unit, batch))
    for name in sorted(wanted.keys() | last.keys()):
        if last.get(name, (0, FIRST)) != wanted.get(name):
            breaks.append(Break(name, last.get(name, (0, FIRST))[0], "head"))
    breaks.extend(Break(*fault) for fault in faults_of_signed_heads(unit, key, stream))
    return Verification(events=count, streams=len(wanted), breaks=tuple(breaks))


def _batches(unit: Unit, stream: str | None) -> Iterator[Sequence[EventRow]]:
    place = tuple_(EventRow.stream, EventRow.sequence)
    after = ("", 0)
    while True:
        query = select(EventRow).where(place > tuple_(*after)).order_by(place).limit(_BATCH)
        if stream:
            query = query.where(EventRow.stream == stream)
        rows = unit.session.execute(query).scalars().all()
        yield rows
        if len(rows) < _BATCH:
            return
        after = (rows[-1].stream, rows[-1].sequence)
        unit.session.expunge_all()


def _problem(row: EventRow, sequence: int, previous: bytes) -> str | None:
    if row.sequence != sequence + 1:
        return "gap"
    if bytes(row.previous_hash) != previous:
        return "link"
    computed = event_hash(
        previous=previous,
        id=row.id,
        stream=row.stream,
        sequence=row.sequence,
        type=row.type,
        occurred_at=row.occurred_at,
        actor=actor_key(row.actor_kind, row.actor_id, row.actor_name),
        cause=row.cause,
        customer_id=row.customer_id,
        order_id=row.order_id,
        data=row.data,
    )
    return None if computed == bytes(row.hash) else "content"


def _changed_texts(unit: Unit, rows: Sequence[EventRow]) -> Iterator[Break]:
    by_id = {row.id: row for row in rows}
    query = select(EventText).where(EventText.event_id.in_(by_id), EventText.value.is_not(None))
    for own in unit.session.execute(query).scalars():
        row = by_id[own.event_id]
        if text_digest(bytes(own.salt or b""), own.value or "") != row.data.get(f"{own.field}_digest"):
            yield Break(row.stream, row.sequence, "text")
