"""Let a case wait elsewhere."""

from typing import Final
from uuid import UUID

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.work.unit import Unit

LONGEST_QUEUE: Final = 60


def move_case(
    unit: Unit,
    *,
    case_id: UUID,
    queue: str,
    decision_id: UUID | None = None,
    expected_version: int | None = None,
) -> None:
    """Move a case to another queue; `decision_id` is the decision that says so. Records `case.moved`.

    One that waits there already, or is closed, stays as it is.
    """
    unit.actor.require(Permission.CASES_WRITE)
    wanted = clean_text(queue, field="queue", most=LONGEST_QUEUE)
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed" or case.queue == wanted:
        return
    before, case.queue, case.version = case.queue, wanted, case.version + 1
    case.queued_at, case.decision_id = unit.now, decision_id or case.decision_id
    record_case(
        unit,
        "case.moved",
        case,
        {"from": before, "queue": wanted, "decision_id": str(decision_id) if decision_id else None},
    )
