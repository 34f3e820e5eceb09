"""Make a case more urgent."""

from uuid import UUID

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def raise_priority(
    unit: Unit, *, case_id: UUID, priority: int, decision_id: UUID | None = None, expected_version: int | None = None
) -> None:
    """Raise the priority of a case, from 1 (most urgent) to 5; `decision_id` is the decision that says so. Records
    `case.priority_raised`. One that is as urgent already, or closed, stays as it is.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if not 1 <= priority <= 5:
        raise Invalid(
            field="priority",
            code="out_of_range",
            en="“priority” must be from 1 to 5.",
            fr="« priority » doit être compris entre 1 et 5.",
        )
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed" or case.priority <= priority:
        return
    before, case.priority, case.version = case.priority, priority, case.version + 1
    record_case(
        unit,
        "case.priority_raised",
        case,
        {"from": before, "to": priority, "decision_id": str(decision_id) if decision_id else None},
    )
