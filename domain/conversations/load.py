"""Load a conversation for a use case: its case first, then the thread, both locked."""

from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from domain.db.prepared import Prepared
from domain.kernel.errors import NotFound
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit


def load_conversation(unit: Unit, conversation_id: UUID, known: "Kept | None" = None) -> tuple[Conversation, Case]:
    """The conversation that goes on in the place of `conversation_id` (itself, unless it was merged), and its case.

    Both are locked, the case first, as everybody does it. `NotFound` where there is none. `known`: what
    `kept_with_case` said of it just now.
    """
    unit.session.flush()  # what is not written yet would be overwritten by what is read
    while True:
        kept, known = known or kept_with_case(unit, conversation_id), None
        query = _BOTH.where(Conversation.id == kept.id)
        found, case = unit.session.execute(query, execution_options={"populate_existing": True}).one()
        if found.merged_into_id is None:  # not merged while we waited
            return found, case


# Locked in the order of the tables.
_BOTH: Final = (
    select(Conversation, Case)
    .select_from(Case)
    .join(Conversation, Conversation.case_id == Case.id)
    .with_for_update(of=(Case, Conversation))
)


def kept_conversation(unit: Unit, conversation_id: UUID) -> UUID:
    """Where `conversation_id` goes on, or `NotFound`."""
    return kept_with_case(unit, conversation_id).id


class Kept(NamedTuple):
    """A conversation that goes on, and how its case stands."""

    id: UUID
    case_id: UUID
    case_status: str


def kept_with_case(unit: Unit, conversation_id: UUID) -> Kept:
    """Where `conversation_id` goes on, with its case; `NotFound`. One statement for one that was not merged."""
    kept: UUID | None = conversation_id
    while kept is not None:
        found = _KEPT.run(unit.session, id=kept).one_or_none()
        if found is None:
            break
        if found.merged_into_id is None:
            return Kept(kept, found.case_id, found.status)
        kept = found.merged_into_id
    raise NotFound.of("conversation", "conversation", conversation_id)


_KEPT: Final = Prepared(
    lambda: (
        select(Conversation.merged_into_id, Conversation.case_id, Case.status)
        .join(Case, Case.id == Conversation.case_id)
        .where(Conversation.id == bindparam("id"))
    )
)
