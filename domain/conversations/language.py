"""In which language a conversation is held: as somebody chose, else the customer's, else that in which they write."""

from uuid import UUID

from sqlalchemy import exists, select

from domain.conversations.load import load_conversation
from domain.conversations.record import record_conversation
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.event import EventRow
from domain.work.unit import Unit

CHOSEN = "conversation.language_chosen"


def choose_language(unit: Unit, *, conversation_id: UUID, language: str) -> None:
    """Answer in `language` from now on, whatever is understood later. Records `conversation.language_chosen`."""
    unit.actor.require(Permission.CASES_WRITE)
    wanted = check_language(language)
    conversation, case = load_conversation(unit, conversation_id)
    conversation.language = case.language = wanted
    conversation.version += 1
    unit.session.flush()
    record_conversation(unit, CHOSEN, conversation, case, {"language": wanted})


def follow_language(unit: Unit, conversation: Conversation, case: Case, language: str) -> None:
    """More is known of how the customer speaks; what somebody chose stays. Both are locked. Part of use cases."""
    if language == conversation.language:
        return
    chosen = exists().where(EventRow.stream == f"conversation:{conversation.id}", EventRow.type == CHOSEN)
    if not unit.session.execute(select(chosen)).scalar_one():
        conversation.language = case.language = language
