"""What customers wrote where an agent used what was suggested, to learn from: without anything that is redacted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from domain.conversations.redaction import redact
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation, ConversationEntry
from domain.models.suggestion import SuggestionOutcome
from domain.work.unit import Unit

MOST: Final = 5_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message, redacted once more by the rules of today, and the intent of the suggestion that was used."""

    entry_id: UUID
    text: str
    intent: str
    language: str


def accepted_suggestions(unit: Unit, *, since: datetime, most: int = MOST) -> tuple[Accepted, ...]:
    """The newest messages since then whose suggestion was used, each once, the newest first. What was erased is not
    among them.
    """
    unit.actor.require(Permission.OPERATIONS_READ, Permission.CASES_READ)
    newest = (
        select(SuggestionOutcome.entry_id, SuggestionOutcome.intent, SuggestionOutcome.at)
        .where(SuggestionOutcome.at >= since, SuggestionOutcome.outcome == "used", SuggestionOutcome.intent != "")
        .ext(distinct_on(SuggestionOutcome.entry_id))
        .order_by(SuggestionOutcome.entry_id, SuggestionOutcome.at.desc(), SuggestionOutcome.id)
        .subquery()
    )
    query = (
        select(newest.c.entry_id, ConversationEntry.body, newest.c.intent, Conversation.language)
        .join(ConversationEntry, ConversationEntry.id == newest.c.entry_id)
        .join(Conversation, Conversation.id == ConversationEntry.conversation_id)
        .where(ConversationEntry.kind == "message", ConversationEntry.direction == "in", ConversationEntry.body != "")
        .order_by(newest.c.at.desc(), newest.c.entry_id)
        .limit(most)
    )
    return tuple(
        Accepted(entry_id, redact(body).text, intent, language)
        for entry_id, body, intent, language in unit.session.execute(query)
    )
