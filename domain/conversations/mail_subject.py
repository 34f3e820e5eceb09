"""What stands above an e-mail: what its writer said, what the letters before it are about, or the case."""

from uuid import UUID

from sqlalchemy import Select, select

from domain.conversations.load import kept_conversation
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry
from domain.work.unit import Unit


def first_subject(unit: Unit, *, conversation_id: UUID) -> str:
    """What the first e-mail of a conversation is about unless its writer says something else; "" once letters were
    exchanged, for they go on under their own subject.
    """
    unit.actor.require(Permission.CASES_READ)
    kept = kept_conversation(unit, conversation_id)
    letters = _letters(kept).limit(1)
    if unit.session.execute(letters).first() is not None:
        return ""
    query = select(Case.subject).join(Conversation, Conversation.case_id == Case.id).where(Conversation.id == kept)
    return _answering(unit.session.execute(query).scalar_one())


def subject_of(unit: Unit, entry: ConversationEntry, case: Case, /) -> str:
    """What stands above this e-mail."""
    if entry.subject:
        return entry.subject
    before = _letters(entry.conversation_id).where(
        ConversationEntry.seq < entry.seq, ConversationEntry.subject != "", ConversationEntry.kind == "message"
    )
    last = unit.session.execute(before.order_by(ConversationEntry.seq.desc()).limit(1)).scalar_one_or_none()
    return _answering(last or case.subject)


def _letters(conversation_id: UUID) -> Select[str]:
    return select(ConversationEntry.subject).where(
        ConversationEntry.conversation_id == conversation_id, ConversationEntry.channel == "email"
    )


def _answering(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"
