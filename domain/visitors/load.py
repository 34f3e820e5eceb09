"""A visitor's own row, and the conversation that is theirs now."""

from uuid import UUID

from sqlalchemy import select

from domain.conversations.load import kept_conversation
from domain.kernel.errors import NotFound
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact
from domain.models.visitor import Visitor
from domain.work.unit import Unit


def load_visitor(unit: Unit, visitor_id: UUID) -> Visitor:
    """The visitor, locked, or `NotFound`: whatever else they do meanwhile waits."""
    query = select(Visitor).where(Visitor.id == visitor_id).with_for_update()
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("visitor", "visiteur", visitor_id)
    return found


def conversation_of(unit: Unit, visitor_id: UUID) -> UUID | None:
    """The conversation that goes on with the visitor: an open one first, then the newest; None before any."""
    newest = (
        select(Conversation.id)
        .join(ConversationContact, ConversationContact.conversation_id == Conversation.id)
        .join(Case, Case.id == Conversation.case_id)
        .where(ConversationContact.channel == "chat", ConversationContact.address == str(visitor_id))
        .order_by((Case.status == "closed"), Conversation.last_at.desc(), Conversation.id.desc())
        .limit(1)
    )
    found = unit.session.execute(newest).scalar_one_or_none()
    return kept_conversation(unit, found) if found else None
