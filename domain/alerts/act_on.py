"""Do what the alerting rules say, once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select

from domain.alerts.about import About
from domain.alerts.firing import Said, take
from domain.alerts.raise_alert import raise_alert
from domain.cases.move_case import move_case
from domain.cases.raise_priority import raise_priority
from domain.decisions.record import record_decision
from domain.events.event import Stream
from domain.models.case import Case
from domain.models.document import Watcher
from domain.models.staff import StaffMember
from domain.ports.decisions import Decided
from domain.work.family import members_of
from domain.work.unit import Unit

TELL: Final = "notifications.tell"
NOBODYS: Final = "supervisor"  # whose a case is that nobody has


def act_on(unit: Unit, decided: Decided, said: Sequence[Said], about: About) -> UUID | None:
    """Do what of `said` was not done yet, and tell the decision that it is kept under. A part of use cases that have
    asked. Silence is kept by `react_to_event`.
    """
    new = [each for each in said if take(unit, each.rule, each.subject)]
    if not new:
        return None
    decision_id = record_decision(
        unit,
        decided,
        subject_kind="alert",
        subject_id=new[0].subject[1],
        customer_id=about.customer_id,
        order_id=about.order_id,
    )
    for each in new:
        for effect in each.effects:
            if (do := _DO.get(str(effect["effect"]))) is not None:
                do(unit, each, effect, about, decision_id)
    return decision_id


def _alert(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    _tell(unit, said, effect, about, decision_id, roles=[str(effect["role"])])


def _notify_watchers(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    if people := _watchers(unit, about):
        _tell(unit, said, effect, about, decision_id, people=people)


def _notify_owner(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    """Where nobody has the case, whoever sees to those."""
    query = select(StaffMember.id).join(Case, Case.owner_id == StaffMember.id)
    owner = unit.session.execute(query.where(Case.id == about.case_id, StaffMember.locked_at.is_(None))).scalar()
    _tell(unit, said, effect, about, decision_id, **({"people": [owner]} if owner else {"roles": [NOBODYS]}))


def _raise_priority(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    if about.case_id is not None:
        raise_priority(unit, case_id=about.case_id, priority=int(effect["priority"]), decision_id=decision_id)


def _move_to_queue(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    if about.case_id is not None:
        move_case(unit, case_id=about.case_id, queue=str(effect["queue"]), decision_id=decision_id)


def _message_customer(unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID) -> None:
    """Once for the event that the rule fired on, where there is one. Records `message.ruled`."""
    if about.customer_id is None:
        return
    ruled = unit.record(
        "message.ruled",
        stream=Stream.of_customer(about.customer_id),
        customer_id=about.customer_id,
        order_id=about.order_id,
        data={
            "rule": said.rule,
            "name": dict(said.name),
            "template": str(effect["template"]),
            "decision_id": str(decision_id),
        },
    )
    event_id = str(about.event_id or ruled.id)
    unit.defer(TELL, lock=f"tell:{about.customer_id}", event_id=event_id, template=str(effect["template"]))


def _tell(
    unit: Unit, said: Said, effect: Mapping[str, Any], about: About, decision_id: UUID, **whom: Sequence[Any]
) -> None:
    raise_alert(
        unit,
        about,
        rule=said.rule,
        name=said.name,
        severity=str(effect["severity"]),
        words=effect["text"],
        subject=said.subject,
        decision_id=decision_id,
        **whom,
    )


def _watchers(unit: Unit, about: About) -> list[UUID]:
    watched = [(Watcher.subject_kind == "order") & (Watcher.subject_id == about.order_id)]
    if about.customer_id is not None:
        members = members_of(unit, about.customer_id)
        watched.append((Watcher.subject_kind == "customer") & Watcher.subject_id.in_(members))
    query = select(Watcher.staff_id).join(StaffMember, StaffMember.id == Watcher.staff_id)
    found = unit.session.execute(query.where(or_(*watched), StaffMember.locked_at.is_(None)).distinct())
    return list(found.scalars())


_DO: Final[Mapping[str, Callable[..., None]]] = {
    "alert": _alert,
    "notify_watchers": _notify_watchers,
    "notify_owner": _notify_owner,
    "raise_priority": _raise_priority,
    "move_to_queue": _move_to_queue,
    "message_customer": _message_customer,
}
