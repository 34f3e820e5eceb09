"""Hand a conversation on: to a queue, or to somebody."""

from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.cases.move_case import move_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.hand_over import assign_conversation, note_hand_over
from domain.conversations.load import load_conversation
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def transfer_conversation(
    unit: Unit, *, conversation_id: UUID, queue: str | None = None, owner_id: UUID | None = None, note: str = ""
) -> None:
    """Give it to `owner_id`, or back to `queue` for whoever is free there; `note` is what they should know. The thread
    tells staff who handed it over to whom.

    Records what `move_case`, `assign_case` and `add_private_note` do. Refuses with `Invalid` both or neither, with
    `Conflict` a closed case.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if (queue is None) == (owner_id is None):
        raise Invalid(
            field="queue",
            code="one_of_two",
            en="Say either a queue or a person.",
            fr="Indiquez soit une file, soit une personne.",
        )
    conversation, case = load_conversation(unit, conversation_id)
    if case.status == "closed":
        raise Conflict(code="case_closed", en="The case is closed.", fr="Le dossier est clos.")
    if note.strip():
        add_private_note(unit, conversation_id=conversation.id, body=note)
    if queue is not None:
        was = case.owner_id, case.queue
        assign_case(unit, case_id=case.id, owner_id=None)
        move_case(unit, case_id=case.id, queue=queue)
        if (case.owner_id, case.queue) != was:
            note_hand_over(unit, conversation, case, "queued", to=case.queue)
    else:
        assign_conversation(unit, conversation_id=conversation.id, owner_id=owner_id)
