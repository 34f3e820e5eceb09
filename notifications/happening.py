"""An event as it is told of: one that was read back, one that was just recorded, or one that is foreseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Event
from domain.kernel.actor import ActorKind
from domain.models.event import EventRow
from domain.work.unit import Unit
from notifications.catalogue import FORESEEN


@dataclass(frozen=True, slots=True)
class Happening:
    """`by_staff`: a colleague did it. `beside` are the types of what happened in the same step."""

    type: str
    data: Mapping[str, Any] = field(default_factory=dict)
    customer_id: UUID | None = None
    order_id: UUID | None = None
    by_staff: bool = False
    beside: frozenset[str] = frozenset()


def happened(unit: Unit, row: EventRow) -> Happening:
    """What `row` tells of, with what was recorded in its transaction."""
    query = select(EventRow.type).where(EventRow.transaction == row.transaction, EventRow.order_id == row.order_id)
    beside = unit.session.execute(query).scalars().all() if row.order_id else ()
    return Happening(
        row.type, row.data, row.customer_id, row.order_id, row.actor_kind == ActorKind.STAFF, frozenset(beside)
    )


def foreseen(events: Iterable[Event]) -> list[Happening]:
    """What `events`, not committed yet, will be told of, with what they lead to."""
    all_of_them = list(events)
    beside = frozenset(event.type for event in all_of_them)
    return [
        Happening(
            FORESEEN.get((event.type, str(event.data.get("kind"))), event.type),
            event.data,
            event.customer_id,
            event.order_id,
            event.actor.kind == ActorKind.STAFF,
            beside,
        )
        for event in all_of_them
    ]
