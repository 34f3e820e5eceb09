"""A batch of the past: rows by table and chained events, kept in memory until they are written together."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.events.append import chained_row
from domain.events.chain import FIRST
from domain.events.event import Event, Stream
from domain.kernel.actor import Actor
from domain.kernel.ids import new_id
from seed.history.columns import COLUMNS

Row = tuple[Any, ...]


class Batch:
    """Rows in the order of `COLUMNS`, and the search words of the customers among them.

    Every event carries `actor` and the cause `import`. Each stream is written whole in one batch: its head comes
    with its events.
    """

    def __init__(self, actor: Actor, *, cause: str = "import") -> None:
        self.actor = actor
        self.cause = cause
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self.words: set[str] = set()

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())

    def add(self, table: str, *values: Any) -> None:
        """Keep one row of `table`."""
        self.rows[table].append(values)

    def event(
        self,
        type: str,
        at: datetime,
        stream: Stream,
        *,
        customer_id: UUID | None,
        order_id: UUID | None = None,
        data: dict[str, Any] | None = None,
        texts: dict[str, str] | None = None,
    ) -> Event:
        """An event of this batch that happened at `at`; not kept before `add_events`."""
        return Event(
            id=new_id(at=at),
            type=type,
            stream=stream,
            occurred_at=at,
            actor=self.actor,
            cause=self.cause,
            customer_id=customer_id,
            order_id=order_id,
            data=data or {},
            texts=texts or {},
        )

    def add_events(self, stream: Stream, events: Iterable[Event], *, sequence: int = 0, last: bytes = FIRST) -> None:
        """Chain `events` on `stream` and keep them with the stream's new head."""
        for event in events:
            sequence += 1
            row, texts = chained_row(event, sequence=sequence, previous=last)
            last = row["hash"]
            row["data"] = json.dumps(row["data"], ensure_ascii=False)
            self.rows["events"].append(tuple(row.values()))
            for text in texts:
                self.rows["event_texts"].append((text["event_id"], text["field"], text["value"], text["salt"]))
        self.rows["event_streams"].append((stream.key, sequence, last))
