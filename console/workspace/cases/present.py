"""Cases in words. Pure."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from console.queue_names import queue_name
from console.ui.figures import Reader
from console.workspace.cases.rows import CaseRow
from domain.cases.rows import CaseRow as Known
from rules_engine.vocabulary.version_words import version_words

_TONES: Final = {"new": "amber", "open": "blue", "waiting": "", "closed": "green"}


def case_rows(cases: Iterable[Known], reader: Reader, *, me: UUID | None) -> list[CaseRow]:
    """One row for each case, in their order."""
    return [
        CaseRow(
            id=str(each.id),
            number=each.number,
            subject=each.subject or reader.say("(erased)"),
            status=_status(each.status, reader),
            tone=_TONES[each.status],
            waits=_waits(each, reader),
            at=reader.moment(each.opened_at),
            exact=reader.exact(each.opened_at),
            owner=each.owner,
            mine=each.owner_id is not None and each.owner_id == me,
            closed=each.status == "closed",
            decision=str(each.decision_id) if each.decision_id else "",
            rules=version_words(each.routed_by).in_language(reader.language),
            href=_href(each),
        )
        for each in cases
    ]


def _href(case: Known) -> str:
    who = f"&customer={case.customer_id}" if case.customer_id else ""
    return f"/?conversation={case.conversation_id}{who}" if case.conversation_id else ""


def _status(status: str, reader: Reader) -> str:
    said = {
        "new": reader.say("waiting"),
        "open": reader.say("being worked on"),
        "waiting": reader.say("waits for the customer"),
    }
    return said.get(status) or reader.say("closed")


def _waits(case: Known, reader: Reader) -> str:
    parts = [queue_name(case.queue, reader), reader.say("priority {number}", number=case.priority)]
    return " · ".join([*parts, *(skill.replace("_", " ") for skill in case.skills)])
