"""Calls in words. Pure."""

from collections.abc import Iterable
from datetime import datetime

from console.ui.figures import Reader
from console.workspace.call.rows import CallLine, Choice
from domain.cases.rows import CaseRow
from domain.conversations.call_rows import CallRow, Colleague
from domain.kernel.masking import mask_contact

MOST_SHOWN = 3


def call_line(call: CallRow, reader: Reader) -> CallLine:
    """A call as the bar shows it. Callers tell their number themselves; that of whom we call is masked."""
    number = mask_contact("sms", call.number) if call.direction == "out" else call.number
    since = {"waiting": call.waiting_at, "talking": call.answered_at}.get(call.stage) or call.started_at
    return CallLine(
        id=str(call.id),
        who=call.customer_name or number or reader.say("Number withheld"),
        number=number if call.customer_name else "",
        stage=call.stage,
        since=since.isoformat(),
        talked=_span(call.answered_at, call.ended_at),
        held=call.held,
        muted=call.muted,
        reason=call.reason,
        href=_href(call),
        case=call.case_number,
    )


def waiting_lines(calls: Iterable[CallRow], reader: Reader) -> list[CallLine]:
    """Those that nobody takes yet, in their order."""
    return [call_line(call, reader) for call in calls if call.stage == "waiting"]


def choices(colleagues: Iterable[Colleague], queues: Iterable[str], reader: Reader) -> list[Choice]:
    """Colleagues who are free, then the queues."""
    people = [Choice(f"agent:{each.id}", each.name) for each in colleagues if not each.busy]
    places = [Choice(f"queue:{each}", reader.say("Queue: {queue}", queue=each.replace("_", " "))) for each in queues]
    return people + places


def cases_to_call_about(found: Iterable[CaseRow], open_case: str, reader: Reader) -> list[Choice]:
    """Those that are not closed, the one that stands open first, then something new."""
    going_on = sorted((each for each in found if each.status != "closed"), key=lambda each: str(each.id) != open_case)
    return [
        *(Choice(str(each.id), f"{each.number} · {each.subject}") for each in going_on),
        Choice("", reader.say("Something new")),
    ]


def _href(call: CallRow) -> str:
    wanted = {"customer": call.customer_id, "conversation": call.conversation_id}
    named = "&".join(f"{name}={id}" for name, id in wanted.items() if id)
    return f"/?{named}" if named else ""


def _span(start: datetime | None, end: datetime | None) -> str:
    """3:21"""
    if start is None or end is None:
        return ""
    seconds = max(0, int((end - start).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"
