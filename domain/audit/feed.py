"""Every event in the order other systems may read them: nothing skipped, whatever commits late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, tuple_

from domain.kernel.page import check_limit, decode_cursor, encode_cursor
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.work.unit import Unit

# Transactions from here on may still be running; their events are not shown yet.
_HORIZON = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (SELECT value FROM feed_offset)")


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An event as other systems see it. `hash` is hexadecimal; erasable texts are not part of the feed."""

    id: UUID
    type: str
    occurred_at: datetime
    recorded_at: datetime
    stream: str
    sequence: int
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    cause: str
    customer_id: UUID | None
    order_id: UUID | None
    data: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`next_cursor` is what to ask `after` next; it stays the same while nothing new happened."""

    items: tuple[FeedEvent, ...]
    next_cursor: str | None


def events_after(unit: Unit, *, after: str | None = None, limit: int = 100) -> FeedPage:
    """Events after the cursor `after` (from the first when None), oldest first.

    Ordered by transaction and then position, and only of transactions older than any that still runs: an event that
    commits late is never behind a cursor that was handed out.
    """
    unit.actor.require(Permission.EVENTS_READ)
    horizon = unit.session.execute(_HORIZON).scalar_one()
    place = tuple_(EventRow.transaction, EventRow.position)
    query = select(EventRow).where(EventRow.transaction < horizon).order_by(place).limit(check_limit(limit))
    if after:
        query = query.where(place > tuple_(*decode_cursor(after, int, int)))
    rows = unit.session.execute(query).scalars().all()
    cursor = encode_cursor(rows[-1].transaction, rows[-1].position) if rows else after
    return FeedPage(items=tuple(_event(row) for row in rows), next_cursor=cursor)


def is_held_up(unit: Unit) -> bool:
    """Whether something has happened that is not shown yet, because an older transaction still runs."""
    unit.actor.require(Permission.EVENTS_READ)
    horizon = unit.session.execute(_HORIZON).scalar_one()
    newest = unit.session.execute(select(func.max(EventRow.transaction))).scalar_one()
    return bool(newest is not None and newest >= horizon)


def newest_cursor(unit: Unit) -> str:
    """The cursor after which everything stands that commits from now on."""
    unit.actor.require(Permission.EVENTS_READ)
    return encode_cursor(unit.session.execute(_HORIZON).scalar_one(), 0)


def _event(row: EventRow) -> FeedEvent:
    return FeedEvent(
        id=row.id,
        type=row.type,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        stream=row.stream,
        sequence=row.sequence,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        cause=row.cause,
        customer_id=row.customer_id,
        order_id=row.order_id,
        data=row.data,
        hash=bytes(row.hash).hex(),
    )
