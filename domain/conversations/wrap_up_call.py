"""After a call: how it ended, in a word and a note."""

from uuid import UUID

from domain.cases.close_case import close_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.load import load_conversation
from domain.conversations.load_call import call_in_charge
from domain.conversations.record_call import record_call
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.case import WRAP_UPS
from domain.orders.new_order import check_choice
from domain.work.unit import Unit


def wrap_up_call(unit: Unit, *, call_id: UUID, wrap_up: str, note: str = "") -> None:
    """Say how one's own call ended; its case is closed with that, save for “follow_up”, where the note stays in the
    thread. Records `conversation.call_wrapped_up`, `case.closed` or `conversation.note_added`.

    Refuses with `Conflict` while the call goes on. A second time changes nothing. A system that manages agents says it
    for whoever was on it.
    """
    unit.actor.require(Permission.CASES_WRITE)
    check_choice(wrap_up, WRAP_UPS, field="wrap_up")
    call = call_in_charge(unit, call_id)
    if call.stage != "over":
        raise Conflict(code="call_goes_on", en="The call still goes on.", fr="L’appel est encore en cours.")
    if call.wrapped_up_at is not None:
        return
    call.wrapped_up_at = unit.now
    record_call(unit, "conversation.call_wrapped_up", call, {"wrap_up": wrap_up})
    if call.conversation_id is None:
        return
    _, case = load_conversation(unit, call.conversation_id)
    if wrap_up != "follow_up":
        close_case(unit, case_id=case.id, wrap_up=wrap_up, note=note)
    elif note.strip():
        add_private_note(unit, conversation_id=call.conversation_id, body=note)
