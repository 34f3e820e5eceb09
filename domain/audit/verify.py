"""Check the hash chain: does every event still say what it said when it was written?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from domain.events.append import actor_key
from domain.events.chain import FIRST, event_hash, text_digest
from domain.kernel.permissions import Permission
from domain.models.event import EventRow, EventStream, EventText
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and what is wrong: gap, link, content, head or text."""

    stream: str
    sequence: int
    problem: str


@dataclass(frozen=True, slots=True)
class Verification:
    events: int
    streams: int
    breaks: tuple[Break, ...]


def verify_events(unit: Unit, *, stream: str | None = None) -> Verification:
    """Recompute every hash, of one stream or of all, and tell where it does not hold.

    Finds changed, missing and reordered events, a head that does not match its last event (a cut tail), and texts
    that are not the ones that were digested. Erased texts are fine.
    """
    unit.actor.require(Permission.EVENTS_READ)
    heads_query = select(EventStream.stream, EventStream.sequence, EventStream.hash)
    heads = {key: (number, bytes(last)) for key, number, last in unit.session.execute(heads_query)}
    wanted = {stream: heads.get(stream, (0, FIRST))} if stream else dict(heads)
    breaks: list[Break] = []
    count = 0
    last: dict[str, tuple[int, bytes]] = {}
    for row in _rows(unit, stream):
        count += 1
        sequence, previous = last.get(row.stream, (0, FIRST))
        problem = _problem(row, sequence, previous)
        if problem:
            breaks.append(Break(row.stream, row.sequence, problem))
        last[row.stream] = (row.sequence, bytes(row.hash))
    for key in sorted(wanted.keys() | last.keys()):
        if last.get(key, (0, FIRST)) != wanted.get(key):
            breaks.append(Break(key, last.get(key, (0, FIRST))[0], "head"))
    breaks.extend(_changed_texts(unit, stream))
    return Verification(events=count, streams=len(wanted), breaks=tuple(breaks))


def _rows(unit: Unit, stream: str | None) -> Iterator[EventRow]:
    query = select(EventRow).order_by(EventRow.stream, EventRow.sequence).execution_options(yield_per=5000)
    if stream:
        query = query.where(EventRow.stream == stream)
    for row in unit.session.execute(query).scalars():
        yield row
        unit.session.expunge(row)


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


def _changed_texts(unit: Unit, stream: str | None) -> Iterator[Break]:
    query = (
        select(EventRow.stream, EventRow.sequence, EventRow.data, EventText)
        .join(EventText, EventText.event_id == EventRow.id)
        .where(EventText.value.is_not(None))
        .execution_options(yield_per=5000)
    )
    if stream:
        query = query.where(EventRow.stream == stream)
    for key, sequence, data, own in unit.session.execute(query):
        if text_digest(bytes(own.salt or b""), own.value or "") != data.get(f"{own.field}_digest"):
            yield Break(key, sequence, "text")
        unit.session.expunge(own)
