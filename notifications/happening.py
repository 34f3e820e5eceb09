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
    """`by_staff`: a colleague did it. `step` is what happened to the order in the same step, this one too: types and
    data.
    """

    type: str
    data: Mapping[str, Any] = field(default_factory=dict)
    customer_id: UUID | None = None
    order_id: UUID | None = None
    by_staff: bool = False
    step: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def beside(self) -> frozenset[str]:
        """The types of what happened in the same step."""
        return frozenset(type for type, _ in self.step)

    @property
    def given_back(self) -> int:
        """What goes back to the customer in the same step, in minor units: booked, or asked of the payment provider."""
        return sum(
            int(data.get("amount") or 0)
            for type, data in self.step
            if type == "payment.refunded" or (type == "payment.asked" and data.get("kind") == "refunded")
        )

    @property
    def credited(self) -> Mapping[str, Any]:
        """What the return says that was credited in the same step; empty where none was."""
        return next((data for type, data in self.step if type == "return.refunded"), {})


def happened(unit: Unit, row: EventRow) -> Happening:
    """What `row` tells of, with what was recorded in its transaction."""
    query = select(EventRow.type, EventRow.data).where(
        EventRow.transaction == row.transaction, EventRow.order_id == row.order_id
    )
    step = tuple((type, data) for type, data in unit.session.execute(query)) if row.order_id else ()
    return Happening(row.type, row.data, row.customer_id, row.order_id, row.actor_kind == ActorKind.STAFF, step)


def foreseen(events: Iterable[Event]) -> list[Happening]:
    """What `events`, not committed yet, will be told of, with what they lead to."""
    all_of_them = list(events)
    return [
        Happening(
            FORESEEN.get((event.type, str(event.data.get("kind"))), event.type),
            event.data,
            event.customer_id,
            event.order_id,
            event.actor.kind == ActorKind.STAFF,
            tuple((each.type, each.data) for each in all_of_them if each.order_id == event.order_id),
        )
        for event in all_of_them
    ]
