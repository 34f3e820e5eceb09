"""Say whose a conversation is, with a line in the thread where it passes from one to another."""

from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load import load_conversation
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry
from domain.models.staff import StaffMember
from domain.work.unit import Unit


def assign_conversation(unit: Unit, *, conversation_id: UUID, owner_id: UUID | None) -> None:
    """Give it to somebody of staff, or back to its queue with None. Records what `assign_case` does; who has it
    already, and what waits already, stay as they are. Taking what nobody has leaves no line.
    """
    unit.actor.require(Permission.CASES_WRITE)
    conversation, case = load_conversation(unit, conversation_id)
    before = case.owner_id
    if before == owner_id:
        return
    assign_case(unit, case_id=case.id, owner_id=owner_id)
    if owner_id is None:
        note_hand_over(unit, conversation, case, "queued", to=case.queue)
    elif owner_id != unit.actor.id:
        note_hand_over(unit, conversation, case, "handed_over", to=name_of_staff(unit, owner_id))
    elif before is not None:
        note_hand_over(unit, conversation, case, "taken_over", before=name_of_staff(unit, before))


def note_hand_over(
    unit: Unit, conversation: Conversation, case: Case, what: str, *, to: str = "", before: str = "", why: str = ""
) -> ConversationEntry:
    """The line of staff that the actor took it over from `before` (`what` is taken_over), handed it over to somebody or
    put their call through (handed_over, put_through), or to a queue (queued); or that it was taken back from `before`,
    who was away (taken_back, and `why`). What happens to the case is the event.
    """
    new = NewEntry(
        kind="notice",
        direction="internal",
        channel=conversation.channel,
        body="",
        status="kept",
        details={"notice": what, "to": to, "from": before} | ({"why": why} if why else {}),
        recorded=False,
    )
    return add_entry(unit, conversation, case, new)


def name_of_staff(unit: Unit, staff_id: UUID | None) -> str:
    """The name of somebody of staff, "" for nobody."""
    found = unit.session.get(StaffMember, staff_id) if staff_id else None
    return found.name if found else ""
