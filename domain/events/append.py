"""Write events to their streams, chained and announced."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from domain.events.chain import FIRST, as_stored, event_hash, new_salt, text_digest
from domain.events.event import Event
from domain.models.event import EventRow, EventStream, EventText

CHANNEL = "comptoir"
_TRANSACTION = text("SELECT pg_current_xact_id()::text::bigint + (SELECT value FROM feed_offset), clock_timestamp()")


def append_events(session: Session, events: Sequence[Event]) -> None:
    """Append `events` to their streams in the current transaction, and announce each by NOTIFY.

    Stream heads are locked in one order (by key), so that two writers never wait for each other in a circle.
    """
    if not events:
        return
    transaction, recorded_at = session.execute(_TRANSACTION).one()
    rows: dict[UUID, dict[str, Any]] = {}
    texts: list[dict[str, Any]] = []
    heads = _lock_heads(session, sorted({event.stream.key for event in events}))
    for key, group in groupby(sorted(events, key=lambda event: event.stream.key), key=lambda e: e.stream.key):
        sequence, last = heads[key]
        for event in group:
            sequence += 1
            row, own_texts = chained_row(event, sequence=sequence, previous=last)
            last = row["hash"]
            rows[event.id] = row | {"transaction": transaction, "recorded_at": recorded_at}
            texts.extend(own_texts)
        heads[key] = (sequence, last)
    _write(session, [rows[event.id] for event in events], texts, heads)
    announce = text("SELECT pg_notify(:channel, body) FROM unnest(CAST(:bodies AS text[])) AS body")
    session.execute(announce, {"channel": CHANNEL, "bodies": [announcement(event) for event in events]})


def chained_row(event: Event, *, sequence: int, previous: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of `event` at `sequence` after the hash `previous`, and the rows of its erasable texts."""
    data = as_stored(event.data)
    texts = []
    for name, value in event.texts.items():
        salt = new_salt()
        data[f"{name}_digest"] = text_digest(salt, value)
        texts.append({"event_id": event.id, "field": name, "value": value, "salt": salt})
    row = {
        "id": event.id,
        "stream": event.stream.key,
        "sequence": sequence,
        "type": event.type,
        "occurred_at": event.occurred_at,
        "actor_kind": str(event.actor.kind),
        "actor_id": event.actor.id,
        "actor_name": event.actor.name,
        "cause": event.cause,
        "customer_id": event.customer_id,
        "order_id": event.order_id,
        "data": data,
        "previous_hash": previous,
        "hash": event_hash(
            previous=previous,
            id=event.id,
            stream=event.stream.key,
            sequence=sequence,
            type=event.type,
            occurred_at=event.occurred_at,
            actor=actor_key(str(event.actor.kind), event.actor.id, event.actor.name),
            cause=event.cause,
            customer_id=event.customer_id,
            order_id=event.order_id,
            data=data,
        ),
    }
    return row, texts


def actor_key(kind: str, id: object, name: str) -> str:
    """How an actor stands in the hash: kind, id and name."""
    return f"{kind}:{id or ''}:{name}"


def announcement(event: Event) -> str:
    """What NOTIFY carries: ids only, far below its limit of 8,000 bytes."""
    return json.dumps(
        {
            "e": str(event.id),
            "t": event.type,
            "c": str(event.customer_id) if event.customer_id else None,
            "o": str(event.order_id) if event.order_id else None,
            "s": event.stream.key,
        },
        separators=(",", ":"),
    )


def _lock_heads(session: Session, keys: list[str]) -> dict[str, tuple[int, bytes]]:
    session.execute(
        upsert(EventStream).on_conflict_do_nothing(),
        [{"stream": key, "sequence": 0, "hash": FIRST} for key in keys],
    )
    query = (
        select(EventStream.stream, EventStream.sequence, EventStream.hash)
        .where(EventStream.stream.in_(keys))
        .order_by(EventStream.stream)
        .with_for_update()
    )
    return {stream: (sequence, bytes(last)) for stream, sequence, last in session.execute(query)}


def _write(
    session: Session,
    rows: list[dict[str, Any]],
    texts: list[dict[str, Any]],
    heads: dict[str, tuple[int, bytes]],
) -> None:
    session.execute(insert(EventRow), rows)
    if texts:
        session.execute(insert(EventText), texts)
    moved = text("UPDATE event_streams SET sequence = :sequence, hash = :hash WHERE stream = :stream")
    session.execute(moved, [{"stream": key, "sequence": number, "hash": last} for key, (number, last) in heads.items()])
