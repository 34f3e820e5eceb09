"""A case is done, or is not after all."""

from typing import Final
from uuid import UUID

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.cases.route_case import put_where_it_waits, routing_of
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import WRAP_UPS
from domain.orders.new_order import check_choice
from domain.work.unit import Unit

LONGEST_NOTE: Final = 2_000


def close_case(
    unit: Unit, *, case_id: UUID, wrap_up: str = "", note: str = "", expected_version: int | None = None
) -> None:
    """Close a case; `wrap_up` is one of `WRAP_UPS` and says how it ended, `note` in own words.

    Records `case.closed`; closing it a second time changes nothing.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if wrap_up:
        check_choice(wrap_up, WRAP_UPS, field="wrap_up")
    words = clean_text(note, field="note", most=LONGEST_NOTE, required=False, lines=True)
    case = load_case(unit, case_id, expected_version)
    if case.status == "closed":
        return
    case.status, case.closed_at, case.version = "closed", unit.now, case.version + 1
    case.snoozed_until, case.wrap_up, case.wrap_up_note = None, wrap_up, words
    record_case(
        unit, "case.closed", case, {"wrap_up": wrap_up} if wrap_up else None, **({"note": words} if words else {})
    )


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
    case.wrap_up, case.wrap_up_note = "", ""
    put_where_it_waits(unit, case, routing)
    case.queued_at = unit.now
    record_case(unit, "case.reopened", case, {"queue": case.queue, "priority": case.priority})
