"""Write events to their streams, chained and announced."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.db.prepared import Prepared
from domain.events.chain import FIRST, as_stored, event_hash, new_salt, text_digest
from domain.events.event import Event

CHANNEL = "comptoir"

# Locks the heads one after the other, in the order of `streams`; those that are missing are made.
_HEADS_TEXT = """
    INSERT INTO event_streams (stream, sequence, hash)
    SELECT stream, 0, CAST(:first AS bytea)
    FROM unnest(CAST(:streams AS text[])) WITH ORDINALITY AS wanted (stream, place) ORDER BY place
    ON CONFLICT (stream) DO UPDATE SET sequence = event_streams.sequence
    RETURNING stream, sequence, hash
"""
# Everything that is written, in one round trip. `position` follows the order in which the events were recorded.
_WRITE_TEXT = """
    WITH moved AS (
        UPDATE event_streams SET sequence = head.sequence, hash = head.hash
        FROM unnest(CAST(:heads AS text[]), CAST(:lengths AS bigint[]), CAST(:last_hashes AS bytea[]))
            AS head (stream, sequence, hash)
        WHERE event_streams.stream = head.stream
    ), kept AS (
        INSERT INTO event_texts (event_id, field, value, salt)
        SELECT * FROM unnest(
            CAST(:text_events AS uuid[]), CAST(:text_fields AS text[]), CAST(:text_values AS text[]),
            CAST(:text_salts AS bytea[])
        )
    ), written AS (
        INSERT INTO events (
            id, stream, sequence, type, occurred_at, actor_kind, actor_id, actor_name, cause, customer_id, order_id,
            data, previous_hash, hash, transaction, recorded_at
        )
        SELECT
            id, stream, sequence, type, occurred_at, actor_kind, actor_id, actor_name, cause, customer_id, order_id,
            CAST(data AS jsonb), previous_hash, hash,
            pg_current_xact_id()::text::bigint + (SELECT value FROM feed_offset), statement_timestamp()
        FROM unnest(
            CAST(:id AS uuid[]), CAST(:stream AS text[]), CAST(:sequence AS bigint[]), CAST(:type AS text[]),
            CAST(:occurred_at AS timestamptz[]), CAST(:actor_kind AS text[]), CAST(:actor_id AS uuid[]),
            CAST(:actor_name AS text[]), CAST(:cause AS text[]), CAST(:customer_id AS uuid[]),
            CAST(:order_id AS uuid[]), CAST(:data AS text[]), CAST(:previous_hash AS bytea[]), CAST(:hash AS bytea[])
        ) WITH ORDINALITY AS event (
            id, stream, sequence, type, occurred_at, actor_kind, actor_id, actor_name, cause, customer_id, order_id,
            data, previous_hash, hash, place
        )
        ORDER BY place
    )
    SELECT pg_notify(:channel, body) FROM unnest(CAST(:bodies AS text[])) AS body
"""
_HEADS, _WRITE = Prepared(lambda: text(_HEADS_TEXT)), Prepared(lambda: text(_WRITE_TEXT))


def append_events(session: Session, events: Sequence[Event]) -> None:
    """Append `events` to their streams in the current transaction, and announce each by NOTIFY: two statements.

    Stream heads are locked in one order (by key), so that two writers never wait for each other in a circle.
    """
    if not events:
        return
    rows: dict[UUID, dict[str, Any]] = {}
    texts: list[dict[str, Any]] = []
    heads = _lock_heads(session, sorted({event.stream.key for event in events}))
    for key, group in groupby(sorted(events, key=lambda event: event.stream.key), key=lambda e: e.stream.key):
        sequence, last = heads[key]
        for event in group:
            sequence += 1
            row, own_texts = chained_row(event, sequence=sequence, previous=last)
            last = row["hash"]
            rows[event.id] = row | {"data": json.dumps(row["data"])}
            texts.extend(own_texts)
        heads[key] = (sequence, last)
    recorded = [rows[event.id] for event in events]
    values = {name: [row[name] for row in recorded] for name in recorded[0]}
    bodies = [announcement(event) for event in events]
    _WRITE.run(session, **values, **_texts(texts), **_moved(heads), channel=CHANNEL, bodies=bodies)


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
    found = _HEADS.run(session, streams=keys, first=FIRST)
    return {stream: (sequence, bytes(last)) for stream, sequence, last in found}


def _texts(texts: list[dict[str, Any]]) -> dict[str, Any]:
    columns = {"text_events": "event_id", "text_fields": "field", "text_values": "value", "text_salts": "salt"}
    return {name: [each[column] for each in texts] for name, column in columns.items()}


def _moved(heads: dict[str, tuple[int, bytes]]) -> dict[str, Any]:
    return {
        "heads": list(heads),
        "lengths": [sequence for sequence, _ in heads.values()],
        "last_hashes": [last for _, last in heads.values()],
    }
