"""On which line somebody of staff is called."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.customers.contacts import check_phone
from domain.kernel.errors import Denied, Invalid
from domain.kernel.permissions import Permission
from domain.models.staff import StaffMember
from domain.models.telephone import StaffLine
from domain.work.unit import Unit


def set_own_line(unit: Unit, *, number: str) -> None:
    """The number that one is called on; "" for the browser. Refuses with `Invalid` what is no number."""
    unit.actor.require(Permission.CASES_WRITE)
    if unit.actor.id is None:
        raise Denied(code="no_person", en="Only a person has a line.", fr="Seule une personne a une ligne.")
    if not number.strip():
        unit.session.execute(delete(StaffLine).where(StaffLine.staff_id == unit.actor.id))
        return
    row = {"number": check_phone(number, field="number", region="FR"), "changed_at": unit.now}
    statement = insert(StaffLine).values(staff_id=unit.actor.id, **row)
    unit.session.execute(statement.on_conflict_do_update(index_elements=["staff_id"], set_=row))


def own_line(unit: Unit) -> str:
    """The number that one is called on, "" for the browser."""
    unit.actor.require(Permission.CASES_READ)
    query = select(StaffLine.number).where(StaffLine.staff_id == unit.actor.id)
    return unit.session.execute(query).scalar_one_or_none() or ""


def line_of(unit: Unit, staff_id: UUID) -> str:
    """Their number, or the name of their browser; `Invalid` for whoever is not of staff."""
    query = (
        select(StaffMember.id, StaffLine.number)
        .outerjoin(StaffLine, StaffLine.staff_id == StaffMember.id)
        .where(StaffMember.id == staff_id, StaffMember.locked_at.is_(None))
    )
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise Invalid(
            field="agent_id",
            code="not_staff",
            en="Only somebody of staff can take a call.",
            fr="Seul un membre du personnel peut prendre un appel.",
        )
    return found.number or f"client:{staff_id.hex}"
