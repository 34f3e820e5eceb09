"""What happens to a case moves its clocks."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.event import EventRow
from domain.models.service_level import CaseClock
from domain.service_levels import clocks
from domain.service_levels.terms import Terms, terms_of
from domain.work.unit import Unit

_PEOPLE: Final = ("staff", "api_key")  # what the product writes by itself is no answer
_AT_SIGHT: Final = ("phone", "store")  # whoever takes it speaks with the customer


def follow_event(unit: Unit, *, event_id: UUID) -> None:
    """Start, pause, let run or end the clocks of the case that an event of `FOLLOWED` is about. A second time changes
    nothing.
    """
    unit.actor.require(Permission.EVENTS_READ, Permission.CASES_WRITE)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    _follow(unit, event)


def catch_up(unit: Unit, *, case_id: UUID) -> None:
    """Do for a case without clocks what its events have asked for since it was opened."""
    unit.actor.require(Permission.EVENTS_READ, Permission.CASES_WRITE)
    load_case(unit, case_id)
    talk = unit.session.execute(select(Conversation.id).where(Conversation.case_id == case_id)).scalar_one_or_none()
    streams = [f"case:{case_id}", *([f"conversation:{talk}"] if talk else [])]
    query = select(EventRow).where(EventRow.stream.in_(streams), EventRow.type.in_(FOLLOWED))
    for event in unit.session.execute(query.order_by(EventRow.occurred_at, EventRow.position)).scalars().all():
        _follow(unit, event)


def _follow(unit: Unit, event: EventRow) -> None:
    if event.type not in FOLLOWED or "case_id" not in event.data:
        return
    case = load_case(unit, UUID(str(event.data["case_id"])))
    terms, standing = terms_of(unit, case), clocks.running(unit, case.id)
    before = {clock.id: clocks.shown(clock) for clock in standing.values()}
    if event.type in _REROUTES:
        clocks.retarget(unit, standing.values(), terms, at=event.occurred_at)
    if terms is not None:
        FOLLOWED[event.type](unit, case, terms, standing, event)
    unit.session.flush()
    if {clock.id: clocks.shown(clock) for clock in clocks.running(unit, case.id).values()} != before:
        clocks.announce(unit, case.id)


Standing = dict[str, CaseClock]


def _opened(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    for kind in ("first_answer", "resolution"):
        clocks.start(unit, case, terms, kind, at=event.occurred_at, event_id=event.id)


def _answered(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    """The customer's turn: nothing runs while we wait for them."""
    if event.actor_kind not in _PEOPLE:
        return
    for kind in ("first_answer", "next_answer"):
        clocks.meet(unit, case, standing.get(kind), at=event.occurred_at)
    clocks.pause([standing[kind] for kind in ("resolution",) if kind in standing], terms, at=event.occurred_at)


def _taken(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    if case.channel in _AT_SIGHT:
        clocks.meet(unit, case, standing.get("first_answer"), at=event.occurred_at)


def _wrote(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    clocks.run_on(unit, standing.values(), terms, at=event.occurred_at)
    if "first_answer" not in standing and not _answered_since(unit, case, event):
        clocks.start(unit, case, terms, "next_answer", at=event.occurred_at, event_id=event.id)


def _answered_since(unit: Unit, case: Case, event: EventRow) -> bool:
    """Whether the message has its answer already: it is looked at late, or again."""
    query = select(CaseClock.id).where(
        CaseClock.case_id == case.id,
        CaseClock.kind.in_(("first_answer", "next_answer")),
        CaseClock.met_at >= event.occurred_at,
    )
    return unit.session.execute(query.limit(1)).first() is not None


def _closed(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    clocks.meet(unit, case, standing.get("resolution"), at=event.occurred_at)
    for kind in ("first_answer", "next_answer"):
        clocks.cancel(standing.get(kind), at=event.occurred_at)


def _reopened(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    clocks.start(unit, case, terms, "resolution", at=event.occurred_at, event_id=event.id)


def _put_aside(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    clocks.pause(standing.values(), terms, at=event.occurred_at)


def _woken(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    """What waits for the customer goes on to wait for them."""
    if case.status != "waiting":
        clocks.run_on(unit, standing.values(), terms, at=event.occurred_at)


def _rerouted(unit: Unit, case: Case, terms: Terms, standing: Standing, event: EventRow) -> None:
    """The clocks that run have their new target already."""


_REROUTES: Final = ("case.routed", "case.moved", "case.reopened")
FOLLOWED: Final[dict[str, Callable[[Unit, Case, Terms, Standing, EventRow], None]]] = {
    "case.opened": _opened,
    "case.assigned": _taken,
    "case.closed": _closed,
    "case.reopened": _reopened,
    "case.snoozed": _put_aside,
    "case.woken": _woken,
    "case.routed": _rerouted,
    "case.moved": _rerouted,
    "conversation.reply_sent": _answered,
    "conversation.message_received": _wrote,
}
