"""A customer says what they think of the contact."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load import load_conversation
from domain.conversations.record import record_conversation
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.conversation import ConversationEntry
from domain.models.visitor import SurveyAnswer
from domain.work.unit import Unit

SCORES: Final = (1, 5)
LONGEST_WORDS: Final = 1_000


def answer_survey(unit: Unit, *, conversation_id: UUID, score: int, words: str = "") -> None:
    """Keep `score`, 1 (bad) to 5 (very good), and `words`; a later answer takes the place of an earlier one.

    It stands in the thread as a notice. Records `survey.answered` on the timeline of the customer; saying the same
    again changes nothing.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    given, said = _score(score), clean_text(words, field="words", most=LONGEST_WORDS, required=False, lines=True)
    conversation, case = load_conversation(unit, conversation_id)
    before = unit.session.get(SurveyAnswer, conversation.id)
    if before is not None and (before.score, before.words) == (given, said):
        return
    row = {
        "conversation_id": conversation.id,
        "case_id": case.id,
        "owner_id": case.owner_id,
        "channel": conversation.channel,
        "score": given,
        "words": said,
        "answered_at": unit.now,
    }
    statement = insert(SurveyAnswer).values(row).on_conflict_do_update(index_elements=["conversation_id"], set_=row)
    unit.session.execute(statement)
    entry = _notice(unit, conversation.id)
    if entry is None:
        new = NewEntry(
            kind="notice",
            direction="internal",
            channel=conversation.channel,
            author_kind="customer",
            author_name=conversation.contact_name,
            body=said,
            status="kept",
            details={"notice": "survey", "score": given},
        )
        add_entry(unit, conversation, case, new)
    else:
        entry.body, entry.details = said, {"notice": "survey", "score": given}
    unit.session.flush()
    record_conversation(unit, "survey.answered", conversation, case, {"score": given}, words=said)


def _notice(unit: Unit, conversation_id: UUID) -> ConversationEntry | None:
    query = select(ConversationEntry).where(
        ConversationEntry.conversation_id == conversation_id,
        ConversationEntry.kind == "notice",
        ConversationEntry.details["notice"].astext == "survey",
    )
    return unit.session.execute(query.limit(1)).scalar_one_or_none()


def _score(score: object) -> int:
    least, most = SCORES
    if isinstance(score, bool) or not isinstance(score, int) or not least <= score <= most:
        raise Invalid(
            field="score",
            code="out_of_range",
            en=f"A score is a number from {least} to {most}.",
            fr=f"Une note est un nombre de {least} à {most}.",
        )
    return score
