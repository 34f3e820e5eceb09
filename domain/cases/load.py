"""Load a case for a use case, locked."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound, StaleVersion
from domain.models.case import Case
from domain.work.unit import Unit


def load_case(unit: Unit, case_id: UUID, expected_version: int | None = None) -> Case:
    """The case, locked; `NotFound`, or `StaleVersion` where somebody changed it since it was read."""
    unit.session.flush()  # what is not written yet would be overwritten by what is read
    query = select(Case).where(Case.id == case_id).with_for_update()
    case = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if case is None:
        raise NotFound.of("case", "dossier", case_id)
    if expected_version is not None and case.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=case.version)
    return case
