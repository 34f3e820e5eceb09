"""A case is done, or is not after all."""

from uuid import UUID

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.cases.route_case import put_where_it_waits, routing_of
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def close_case(unit: Unit, *, case_id: UUID, expected_version: int | None = None) -> None:
    """Close a case. Records `case.closed`; closing it a second time changes nothing."""
    unit.actor.require(Permission.CASES_WRITE)
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed":
        return
    case.status, case.closed_at, case.version = "closed", unit.now, case.version + 1
    record_case(unit, "case.closed", case)


def reopen_case(unit: Unit, *, case_id: UUID, expected_version: int | None = None) -> None:
    """Open a closed case again, with whoever had it; where it waits is what the live rules say now. Records
    `case.reopened`; an open one stays as it is.
    """
    unit.actor.require(Permission.CASES_WRITE)
    routing = routing_of(unit, case_id, live=True)
    case = load_case(unit, case_id, expected_version)
    if case.status != "closed":
        return
    case.status, case.closed_at, case.version = ("open" if case.owner_id else "new"), None, case.version + 1
    put_where_it_waits(unit, case, routing)
    case.queued_at = unit.now
    record_case(unit, "case.reopened", case, {"queue": case.queue, "priority": case.priority})
