"""Change whose a case is, or whether it is done, in one step."""

from enum import Enum
from typing import Final
from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case, reopen_case
from domain.cases.load import load_case
from domain.kernel.permissions import Permission
from domain.orders.new_order import check_choice
from domain.work.unit import Unit


class Unchanged(Enum):
    """What is not said stays; None says something."""

    KEEP = "keep"


KEEP: Final = Unchanged.KEEP


def change_case(
    unit: Unit,
    *,
    case_id: UUID,
    status: str | None = None,
    owner_id: UUID | Unchanged | None = KEEP,
    expected_version: int | None = None,
) -> None:
    """Do what is given: `status` "open" opens a closed case again, "closed" closes it; `owner_id` as `assign_case` has
    it. Records what these record, refuses what these refuse.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if status is not None:
        check_choice(status, ("open", "closed"), field="status")
    load_case(unit, case_id, expected_version)
    if status == "open":
        reopen_case(unit, case_id=case_id)
    if not isinstance(owner_id, Unchanged):
        assign_case(unit, case_id=case_id, owner_id=owner_id)
    if status == "closed":
        close_case(unit, case_id=case_id)
