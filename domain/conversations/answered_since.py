"""Two people answer one customer: the second is told before anything goes out."""

from sqlalchemy import select

from domain.kernel.errors import Conflict
from domain.models.conversation import Conversation, ConversationEntry
from domain.work.unit import Unit


def check_nobody_answered(unit: Unit, conversation: Conversation, seen_seq: int | None, /) -> None:
    """Refuse with `Conflict` (answered_since) where somebody else of staff wrote to the customer after `seen_seq`, the
    last entry that the writer has seen. None does not ask.
    """
    if seen_seq is None or seen_seq >= conversation.last_seq:
        return
    query = (
        select(ConversationEntry.author_name)
        .where(
            ConversationEntry.conversation_id == conversation.id,
            ConversationEntry.seq > seen_seq,
            ConversationEntry.kind == "message",
            ConversationEntry.direction == "out",
            ConversationEntry.author_id.is_distinct_from(unit.actor.id),
        )
        .order_by(ConversationEntry.seq.desc())
        .limit(1)
    )
    name = unit.session.execute(query).scalar_one_or_none()
    if name is not None:
        raise Conflict(
            code="answered_since",
            en=f"{name} has answered since. Read it before you send.",
            fr=f"{name} a répondu entre-temps. Lisez avant d’envoyer.",
            details={"name": name},
        )
