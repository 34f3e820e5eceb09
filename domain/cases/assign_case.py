"""Say whose a case is."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.models.staff import StaffMember
from domain.work.unit import Unit


def assign_case(
    unit: Unit,
    *,
    case_id: UUID,
    owner_id: UUID | None,
    expected_version: int | None = None,
    because: Mapping[str, str] | None = None,
) -> None:
    """Give a case to somebody of staff, or back to its queue with None. Records `case.assigned` or `case.released`,
    the latter with why (`because`), where somebody else gives it back.

    Refuses with `Invalid` whoever is not of staff, with `Conflict` a case that is closed.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed":
        raise Conflict(code="case_closed", en="The case is closed.", fr="Le dossier est clos.")
    if case.owner_id == owner_id:
        return
    name = _name_of(unit, owner_id) if owner_id else ""
    case.owner_id, case.status, case.version = owner_id, ("open" if owner_id else "new"), case.version + 1
    if owner_id is None:
        case.queued_at = unit.now
    told = {"owner": name} if owner_id else dict(because or {})
    record_case(unit, "case.assigned" if owner_id else "case.released", case, told)


def _name_of(unit: Unit, owner_id: UUID) -> str:
    query = select(StaffMember.name).where(StaffMember.id == owner_id, StaffMember.locked_at.is_(None))
    name = unit.session.execute(query).scalar_one_or_none()
    if name is None:
        raise Invalid(
            field="owner_id",
            code="not_staff",
            en="Only somebody of staff can have a case.",
            fr="Seul un membre du personnel peut avoir un dossier.",
        )
    return name
