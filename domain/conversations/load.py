"""Load a conversation for a use case: its case first, then the thread, both locked."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.kernel.errors import NotFound
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit


def load_conversation(unit: Unit, conversation_id: UUID) -> tuple[Conversation, Case]:
    """The conversation that goes on in the place of `conversation_id` (itself, unless it was merged), and its case.

    Both are locked, the case first, as everybody does it. `NotFound` where there is none.
    """
    while True:
        kept = kept_conversation(unit, conversation_id)
        case_id = unit.session.execute(select(Conversation.case_id).where(Conversation.id == kept)).scalar_one()
        case = load_case(unit, case_id)
        query = select(Conversation).where(Conversation.id == kept).with_for_update()
        found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
        if found.merged_into_id is None:  # not merged while we waited
            return found, case


def kept_conversation(unit: Unit, conversation_id: UUID) -> UUID:
    """Where `conversation_id` goes on, or `NotFound`."""
    kept: UUID | None = conversation_id
    while kept is not None:
        query = select(Conversation.merged_into_id).where(Conversation.id == kept)
        found = unit.session.execute(query).one_or_none()
        if found is None:
            break
        if found[0] is None:
            return kept
        kept = found[0]
    raise NotFound.of("conversation", "conversation", conversation_id)
