"""Messages among what happened: one line each, of its newest state, which opens on what the customer was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from console.bootstrap import console
from console.ui.figures import Reader
from console.ui.words import problem_word, word
from console.workspace.timeline.rows import Letter, MomentRow
from domain.kernel.permissions import Permission
from domain.messages.rows import MessageRow
from domain.overview.rows import TimelineEntry
from domain.overview.told import ParcelTold, messages_named
from domain.staff.sessions import SignedIn

_ABOUT: Final = "message."
_STATES: Final = {
    "queued": "waits",
    "sending": "on its way",
    "sent": "sent",
    "delivered": "arrived",
    "failed": "failed",
    "unknown": "fate unknown",
    "skipped": "not sent",
}
_NOTHING: Final = {
    "imported": "No message went out about this parcel: it was taken over from another system.",
    "recorded_late": "No message went out about this parcel: it was only recorded days after.",
    "nothing_written": "No message went out about this parcel: none is written for what has happened to it.",
}


async def with_letters(
    person: SignedIn, reader: Reader, events: Sequence[TimelineEntry], rows: list[MomentRow]
) -> list[MomentRow]:
    """`rows` with their messages to be read, and with one line for each message: the newest that is told of it."""
    ids = {event.id: _message_of(event) for event in events}
    wanted = {id for id in ids.values() if id is not None}
    if not wanted:
        return rows
    found = await console().ask(messages_named, actor=person.actor, message_ids=wanted)
    return lettered(events, rows, found, reader, may_send=person.actor.can(Permission.MESSAGES_SEND))


def lettered(
    events: Sequence[TimelineEntry],
    rows: Sequence[MomentRow],
    found: Mapping[UUID, MessageRow],
    reader: Reader,
    *,
    may_send: bool,
) -> list[MomentRow]:
    """The same, of messages that were found. Pure."""
    shown: list[MomentRow] = []
    seen: set[UUID] = set()
    day = ""
    for event, row in zip(events, rows, strict=True):
        day = row.day or day
        id = _message_of(event)
        message = found.get(id) if id is not None else None
        if message is not None and (message.id in seen or _is_past(event, message)):
            continue
        if message is not None:
            seen.add(message.id)
        told = _told(row, message, reader, may_send=may_send) if message is not None else row
        shown.append(replace(told, day=day))
        day = ""
    return shown


def parcel_lines(told: ParcelTold, reader: Reader) -> list[str]:
    """What the customer was told of a parcel, or that nothing was, and why."""
    if not told.messages:
        return [reader.say(_NOTHING[told.why_none])]
    return [
        reader.say(
            "{template} by {channel}, {time}: {state}",
            template=word(row.template, reader),
            channel=word(row.channel, reader),
            time=reader.moment(row.sent_at or row.queued_at),
            state=_state(row, reader),
        )
        for row in told.messages
    ]


def _message_of(event: TimelineEntry) -> UUID | None:
    id = event.data.get("message_id")
    told = event.type.startswith(_ABOUT) and event.type != "message.ruled"  # which tells of the rule
    return UUID(str(id)) if told and id else None


def _is_past(event: TimelineEntry, message: MessageRow) -> bool:
    """Whether it tells only of a beginning, and something newer stands on an earlier page."""
    begun = event.type in ("message.queued", "message.waiting", "message.fell_back")
    return begun and message.status not in ("queued", "sending")


def _told(row: MomentRow, message: MessageRow, reader: Reader, *, may_send: bool) -> MomentRow:
    trouble = may_send and message.status in ("failed", "unknown")
    letter = Letter(
        open=True,
        recipient=message.address,
        subject=message.subject,
        body=message.body,
        states=_states(message, reader),
    )
    return replace(
        row, letter=letter, message=str(message.id) if trouble else "", in_doubt=trouble and message.status == "unknown"
    )


def _states(message: MessageRow, reader: Reader) -> str:
    written = reader.say("written {time}", time=reader.moment(message.queued_at))
    sent = [reader.say("sent {time}", time=reader.moment(message.sent_at))] if message.sent_at else []
    last = [] if message.status == "sent" and sent else [_state(message, reader)]
    return " · ".join([written, *sent, *last])


def _state(message: MessageRow, reader: Reader) -> str:
    """How far it has come, until when it waits, and why it did not go."""
    said = reader.say(_STATES[message.status])
    until = f" {reader.ahead(message.not_before)}" if message.not_before and message.status == "queued" else ""
    why = f" ({problem_word(message.problem, reader)})" if message.problem else ""
    return f"{said}{until}{why}"


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*_STATES.values(), *_NOTHING.values()]
