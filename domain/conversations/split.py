"""What belongs elsewhere becomes a conversation of its own."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.conversations.body import preview_of
from domain.conversations.load import load_conversation
from domain.conversations.open_thread import open_thread
from domain.conversations.record import record_conversation
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation, ConversationEntry
from domain.work.unit import Unit


def split_conversation(
    unit: Unit, *, conversation_id: UUID, from_seq: int, subject: str = "", topic: str = "other"
) -> UUID:
    """Move the entries of the thread from `from_seq` on into a new conversation with a case of its own, which the
    rules route, and tell its id. New messages from the customer arrive in the new one.

    Records what `open_case` does, `conversation.started` and `conversation.split`. Refuses with `Invalid` a place that
    leaves nothing in one of the two.
    """
    unit.actor.require(Permission.CASES_WRITE)
    conversation, case = load_conversation(unit, conversation_id)
    moved = _entries(unit, conversation, from_seq)
    named = subject or next((preview_of(each.body) for each in moved if each.body), "") or case.subject
    fresh, fresh_case = open_thread(
        unit,
        channel=conversation.channel,
        address=conversation.address,
        subject=named,
        topic=topic,
        customer_id=conversation.customer_id,
        order_id=None,
        language=conversation.language,
        contact_name=conversation.contact_name,
    )
    for place, entry in enumerate(moved, start=1):
        entry.conversation_id, entry.seq = fresh.id, place
        unit.session.flush()
    _settle(unit, conversation, fresh, moved)
    told = {"into": fresh_case.number, "entries": len(moved)}
    record_conversation(unit, "conversation.split", conversation, load_case(unit, case.id), told)
    return fresh.id


def _entries(unit: Unit, conversation: Conversation, from_seq: int) -> list[ConversationEntry]:
    query = (
        select(ConversationEntry)
        .where(ConversationEntry.conversation_id == conversation.id, ConversationEntry.seq >= from_seq)
        .order_by(ConversationEntry.seq)
    )
    moved = list(unit.session.execute(query).scalars())
    if from_seq <= 1 or not moved:
        raise Invalid(
            field="from_seq",
            code="nothing_left",
            en="Something must stay in the conversation, and something must go.",
            fr="Il faut que quelque chose reste dans la conversation et que quelque chose parte.",
        )
    return moved


def _settle(unit: Unit, left: Conversation, fresh: Conversation, moved: list[ConversationEntry]) -> None:
    """What lists show of both. The numbers of what was moved are not given again in the old thread."""
    fresh.last_seq, fresh.last_at, fresh.waiting_since = len(moved), moved[-1].at, left.waiting_since
    said = [each for each in moved if each.kind == "message"]
    if said:
        fresh.last_preview, fresh.last_from = preview_of(said[-1].body), said[-1].direction
    left.waiting_since = None
    query = (
        select(ConversationEntry)
        .where(ConversationEntry.conversation_id == left.id)
        .order_by(ConversationEntry.seq.desc())
        .limit(1)
    )
    last = unit.session.execute(query).scalar_one()
    left.last_at, left.last_preview, left.last_from = last.at, preview_of(last.body), last.direction
    left.version += 1
    unit.session.flush()
