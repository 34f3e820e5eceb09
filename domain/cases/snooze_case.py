"""Let a case wait out of sight until a time, and bring it back."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.work.unit import Unit

LONGEST: Final = timedelta(days=90)
_AT_ONCE: Final = 200


def snooze_case(unit: Unit, *, case_id: UUID, until: datetime, expected_version: int | None = None) -> None:
    """Put a case out of sight until `until`, at most `LONGEST` from now; the customer's next word brings it back.

    Records `case.snoozed`. Refuses with `Invalid` a time that is not to come, with `Conflict` a closed case.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if not unit.now < until <= unit.now + LONGEST:
        raise Invalid(
            field="until",
            code="not_to_come",
            en=f"“until” must be within the next {LONGEST.days} days.",
            fr=f"« until » doit être dans les {LONGEST.days} prochains jours.",
        )
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed":
        raise Conflict(code="case_closed", en="The case is closed.", fr="Le dossier est clos.")
    case.snoozed_until, case.version = until, case.version + 1
    record_case(unit, "case.snoozed", case, {"until": until.isoformat()})


def wake_case(unit: Unit, *, case_id: UUID) -> None:
    """Bring a snoozed case back now. Records `case.woken`; one that is in sight stays as it is."""
    unit.actor.require(Permission.CASES_WRITE)
    case = load_case(unit, case_id)
    if case.snoozed_until is None:
        return
    case.snoozed_until, case.version = None, case.version + 1
    record_case(unit, "case.woken", case)


def wake_due_cases(unit: Unit) -> int:
    """Bring back every case whose time has come; how many. To be run every minute."""
    unit.actor.require(Permission.CASES_WRITE)
    due = (
        select(Case)
        .where(Case.snoozed_until <= unit.now)
        .order_by(Case.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    woken = list(unit.session.execute(due).scalars())
    for case in woken:
        case.snoozed_until, case.version = None, case.version + 1
        record_case(unit, "case.woken", case)
    return len(woken)
