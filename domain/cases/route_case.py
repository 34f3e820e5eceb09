"""Ask the routing rules anew where a running case waits."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.facts import case_facts
from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.decisions.record import record_decision
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.ports.decisions import Routing
from domain.work.unit import Unit


def route_case(unit: Unit, *, case_id: UUID, live: bool = False, expected_version: int | None = None) -> None:
    """Route a case by the facts of now, and by the version of the rules that it went by when it was opened; by those
    that are live with `live`, and from then on by these. Records `case.routed`. Whose it is does not change.

    Refuses with `Conflict` a case that is closed.
    """
    unit.actor.require(Permission.CASES_WRITE)
    routing = routing_of(unit, case_id, live=live)
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed":
        raise Conflict(code="case_closed", en="The case is closed.", fr="Le dossier est clos.")
    before = case.queue
    if routing.queue != before:
        case.queued_at = unit.now
    put_where_it_waits(unit, case, routing)
    case.version += 1
    told = {"from": before, "queue": case.queue, "priority": case.priority, "version": routing.decided.version}
    record_case(unit, "case.routed", case, told | {"decision_id": str(case.decision_id)})


def routing_of(unit: Unit, case_id: UUID, /, *, live: bool, customer_id: UUID | None = None) -> Routing:
    """What the rules say of a case now, or if it were of `customer_id`. Asked before it is locked."""
    case = unit.session.execute(select(Case).where(Case.id == case_id)).scalar_one_or_none()
    if case is None:
        raise NotFound.of("case", "dossier", case_id)
    facts = case_facts(
        unit,
        topic=case.topic,
        channel=case.channel,
        language=case.language,
        customer_id=customer_id or case.customer_id,
        order_id=case.order_id,
    )
    return unit.ports.decisions.routing(facts=facts, version_id=None if live else case.routed_by_id)


def put_where_it_waits(unit: Unit, case: Case, routing: Routing, /) -> None:
    """Write down where a locked case waits from now on, and why."""
    case.queue, case.priority, case.service_level = routing.queue, routing.priority, routing.service_level
    case.prefers_owner = routing.prefer_owner
    case.skills, case.tags = list(routing.skills), list(routing.tags)
    case.routed_by_id = routing.decided.version_id
    case.decision_id = record_decision(
        unit,
        routing.decided,
        subject_kind="case",
        subject_id=case.id,
        customer_id=case.customer_id,
        order_id=case.order_id,
    )
