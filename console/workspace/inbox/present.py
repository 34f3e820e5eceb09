"""Conversations as rows of the inbox. Pure."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from console.ui.figures import Reader
from console.ui.people import initials
from console.workspace.clock import clock_of
from console.workspace.conversation.present import WRAP_UP_WORDS, name_of
from console.workspace.inbox.rows import InboxRow
from domain.conversations.rows import ConversationRow

_LONGEST: Final = 90


def inbox_rows(
    found: Iterable[ConversationRow], reader: Reader, *, me: UUID | None, whispers: Collection[str] = ()
) -> list[InboxRow]:
    """One row for each conversation, in their order."""
    return [_row(each, reader, me, whisper=str(each.id) in whispers) for each in found]


def _row(found: ConversationRow, reader: Reader, me: UUID | None, *, whisper: bool) -> InboxRow:
    who = f"&customer={found.customer_id}" if found.customer_id else ""
    since = int(found.waiting_since.timestamp()) if found.waiting_since and found.status != "closed" else 0
    return InboxRow(
        id=str(found.id),
        href=f"/?conversation={found.id}{who}",
        name=name_of(found, reader),
        channel=found.channel,
        subject=found.subject[:_LONGEST],
        preview=found.last_preview[:_LONGEST] if found.last_preview != found.subject else "",
        unread=min(found.unread, 100),
        since=since,
        clock=clock_of(found.due, reader),
        urgent=found.priority <= 2 and found.status != "closed",
        owner=initials(found.owner) if found.owner_id != me else "",
        whisper=whisper,
        at=reader.recently(found.last_at),
        state=_state(found, reader),
    )


def _state(found: ConversationRow, reader: Reader) -> str:
    if found.status == "closed":
        return reader.say(WRAP_UP_WORDS[found.wrap_up]) if found.wrap_up in WRAP_UP_WORDS else ""
    if found.snoozed_until and found.snoozed_until > reader.now:
        return reader.say("until {time}", time=reader.moment(found.snoozed_until))
    return ""
