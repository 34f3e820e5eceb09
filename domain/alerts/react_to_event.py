"""Ask the alerting rules what follows from an event, and do it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from domain.alerts.about import about_event
from domain.alerts.act_on import act_on
from domain.alerts.facts import gathered
from domain.alerts.firing import said_about
from domain.alerts.follow_event import follow_event
from domain.alerts.foresee import is_silent
from domain.alerts.react_to_stock import STOCK, react_to_stock
from domain.alerts.reactions import begin_reaction, keep_silent
from domain.decisions.record import record_decision
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.work.unit import Unit

MOST_STEPS: Final = 3  # of rules that react to what rules did
_CAUSE: Final = "rules"


def react_to_event(unit: Unit, *, event_id: UUID) -> UUID | None:
    """Do what the rules say to the event, once. Tells the decision; where that is to stay silent, it is kept, and the
    customer hears nothing of the event.

    What rules change has a cause that counts the steps; after `MOST_STEPS` of them nothing follows any more.
    """
    unit.actor.require(Permission.EVENTS_READ, Permission.CASES_WRITE)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    steps = steps_of(event.cause)
    if steps >= MOST_STEPS:
        return None
    if event.type == STOCK:
        return react_to_stock(replace(unit, cause=f"{_CAUSE}:{steps + 1}:{event.id}"), event)
    if not begin_reaction(unit, event.id):
        return None
    follow_event(unit, event)
    ((about, facts),) = gathered(unit, [about_event(unit, event)])
    answer = unit.ports.decisions.alerting(facts=facts)
    if answer is None:
        return None
    reacting = replace(unit, cause=f"{_CAUSE}:{steps + 1}:{event.id}")
    decision_id = act_on(reacting, answer.decided, said_about(answer.decided, about), about)
    if is_silent(answer.decided):
        decision_id = decision_id or record_decision(
            unit,
            answer.decided,
            subject_kind="alert",
            subject_id=event.id,
            customer_id=about.customer_id,
            order_id=about.order_id,
        )
        keep_silent(unit, event.id, decision_id)
    return decision_id


def steps_of(cause: str) -> int:
    """How many reactions of rules led to an event with this cause."""
    kind, _, rest = cause.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == _CAUSE and number.isdigit() else 0
