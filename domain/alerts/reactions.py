"""That the alerting rules were asked about an event, and whether the customer is told nothing of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.permissions import Permission
from domain.models.alert import EventReaction
from domain.models.event import EventRow
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Undecided:
    """An event about which the rules were not asked yet."""

    type: str
    occurred_at: datetime


def undecided(unit: Unit, *, event_id: UUID) -> Undecided | None:
    """The event, where the rules have still to be asked; None where they were, or there is none."""
    unit.actor.require(Permission.EVENTS_READ)
    asked = select(EventReaction.event_id).where(EventReaction.event_id == EventRow.id).exists()
    query = select(EventRow.type, EventRow.occurred_at).where(EventRow.id == event_id, ~asked)
    row = unit.session.execute(query).one_or_none()
    return Undecided(row.type, row.occurred_at) if row else None


def silence(unit: Unit, event_id: UUID, /) -> tuple[bool, UUID | None]:
    """Whether the customer is told nothing of the event, and the decision that says so. A part of use cases."""
    query = select(EventReaction.silent, EventReaction.decision_id).where(EventReaction.event_id == event_id)
    row = unit.session.execute(query).one_or_none()
    return (row.silent, row.decision_id) if row else (False, None)


def begin_reaction(unit: Unit, event_id: UUID, /) -> bool:
    """Whether nobody has reacted to the event; whoever is about to is waited for. A part of use cases."""
    values = {"event_id": event_id, "silent": False, "at": unit.now}
    begun = insert(EventReaction).values(values).on_conflict_do_nothing().returning(EventReaction.event_id)
    return unit.session.execute(begun).first() is not None


def keep_silent(unit: Unit, event_id: UUID, decision_id: UUID, /) -> None:
    """The customer is told nothing of the event. A part of use cases that have begun a reaction."""
    said = update(EventReaction).where(EventReaction.event_id == event_id)
    unit.session.execute(said.values(silent=True, decision_id=decision_id))
