"""What the alerting rules would write to the customer, or not let be written, about events that a preview recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domain.alerts.about import about_event
from domain.alerts.facts import gathered
from domain.alerts.firing import said_about, standing
from domain.events.event import Event
from domain.models.event import EventRow
from domain.ports.decisions import Decided
from domain.work.unit import Unit

WRITE: Final = "message_customer"
STAY_SILENT: Final = "stay_silent"
_MOST: Final = 12  # events of one action; what is beyond is not foreseen


@dataclass(frozen=True, slots=True)
class Foreseen:
    """By the ids of events: those of which nothing would be told, and the templates that would be used besides."""

    silent: frozenset[UUID] = frozenset()
    added: dict[UUID, tuple[str, ...]] = field(default_factory=dict)


def is_silent(decided: Decided) -> bool:
    """Whether the customer is told nothing."""
    return any(each["effect"] == STAY_SILENT for each in decided.effects)


def foresee_messages(unit: Unit, events: Sequence[Event]) -> Foreseen:
    """A part of previews: the rules are asked as they will be after the commit, and nothing is kept."""
    unit.session.flush()
    rows = [_row(each) for each in events[:_MOST] if each.customer_id is not None]
    silent: set[UUID] = set()
    added: dict[UUID, tuple[str, ...]] = {}
    for row, (about, facts) in zip(rows, gathered(unit, [about_event(unit, row) for row in rows]), strict=True):
        answer = unit.ports.decisions.alerting(facts=facts)
        if answer is None:
            return Foreseen()
        if is_silent(answer.decided):
            silent.add(row.id)
        said = [each for each in said_about(answer.decided, about) if _writes(each.effects)]
        stands = (
            {(each.rule, each.subject_id) for each in standing(unit, {each.subject for each in said})} if said else ()
        )
        new = [each for each in said if (each.rule, each.subject[1]) not in stands]
        if templates := tuple(str(one["template"]) for each in new for one in each.effects if one["effect"] == WRITE):
            added[row.id] = templates
    return Foreseen(frozenset(silent), added)


def _writes(effects: Sequence[object]) -> bool:
    return any(isinstance(each, dict) and each["effect"] == WRITE for each in effects)


def _row(event: Event) -> EventRow:
    """The event as it will be read; it is not added to the session."""
    return EventRow(
        id=event.id,
        type=event.type,
        stream=event.stream.key,
        occurred_at=event.occurred_at,
        actor_kind=str(event.actor.kind),
        actor_id=event.actor.id,
        actor_name=event.actor.name,
        cause=event.cause,
        customer_id=event.customer_id,
        order_id=event.order_id,
        data=dict(event.data),
    )
