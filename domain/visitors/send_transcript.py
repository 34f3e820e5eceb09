"""A visitor wants to keep what was said."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.body import LONGEST_BODY
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load import load_conversation
from domain.conversations.reading import thread_members
from domain.conversations.reply import DELIVER
from domain.kernel.email import check_email, fold_email
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.conversation import ConversationEntry
from domain.models.visitor import Visitor
from domain.templates.live import live_wording
from domain.visitors.load import conversation_of, load_visitor
from domain.visitors.queries import first_name, visible_to
from domain.work.unit import Unit

LONGEST_TRANSCRIPT: Final = LONGEST_BODY - 500  # the newest lines are sent where it is longer
_YOU: Final = {"en": "You", "fr": "Vous"}


def send_transcript(unit: Unit, *, visitor_id: UUID, email: str) -> UUID:
    """Send what was said in the chat to `email`, and tell the id of the entry that goes out.

    Written into the thread as a notice of the channel e-mail, which a job delivers. Records `conversation.noticed`.
    Refuses with `Conflict` where nothing has been said.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    address = fold_email(check_email(email, field="email"))
    visitor = load_visitor(unit, visitor_id)
    found = conversation_of(unit, visitor_id)
    text = _text(unit, visitor, found) if found else ""
    if found is None or not text:
        raise Conflict(code="nothing_said", en="Nothing has been said yet.", fr="Rien n’a encore été dit.")
    letter = unit.ports.letters.write(
        template="transcript",
        channel="email",
        language=visitor.language,
        values={"name": visitor.name, "lines": text},
        wording=live_wording(unit, "transcript", visitor.language),
    )
    conversation, case = load_conversation(unit, found)
    entry = add_entry(
        unit,
        conversation,
        case,
        NewEntry(
            kind="notice",
            direction="out",
            channel="email",
            address=address,
            author_kind="system",
            author_name="Comptoir",
            subject=letter.subject,
            body=letter.text[:LONGEST_BODY],
            status="queued",
            details={"notice": "transcript"},
        ),
    )
    unit.defer(DELIVER, entry_id=str(entry.id))
    return entry.id


def _text(unit: Unit, visitor: Visitor, kept: UUID) -> str:
    query = (
        select(ConversationEntry)
        .where(ConversationEntry.conversation_id.in_(thread_members(kept)), *visible_to(visitor.id))
        .order_by(ConversationEntry.at.desc(), ConversationEntry.id.desc())
        .limit(500)
    )
    lines: list[str] = []
    left = LONGEST_TRANSCRIPT
    for entry in unit.session.execute(query).scalars():
        who = _YOU[visitor.language] if entry.direction == "in" else first_name(entry.author_name)
        line = f"{entry.at:%Y-%m-%d %H:%M} UTC, {who}: {entry.body or '…'}"
        left -= len(line) + 1
        if left < 0:
            break
        lines.append(line)
    return "\n".join(reversed(lines))
