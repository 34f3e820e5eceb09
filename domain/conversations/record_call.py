"""What is noted of a call: in its conversation where it has one, and on its entry there."""

from typing import Any

from sqlalchemy import select

from domain.conversations.load import load_conversation
from domain.conversations.note_delivery import announce
from domain.conversations.record import record_conversation
from domain.models.conversation import ConversationEntry
from domain.models.telephone import Call
from domain.work.unit import Unit


def record_call(unit: Unit, type: str, call: Call, data: dict[str, Any] | None = None) -> None:
    """Record an event of the call's conversation. A call that never came to one leaves none."""
    call.version += 1
    if call.conversation_id is None:
        return
    conversation, case = load_conversation(unit, call.conversation_id)
    told = {"call_id": str(call.id), "entry_id": str(call.entry_id), "channel": "phone"}
    record_conversation(unit, type, conversation, case, told | (data or {}))


def show_call(unit: Unit, call: Call) -> None:
    """Bring the entry up to date; whoever looks at the thread sees it."""
    if call.entry_id is None:
        return
    query = select(ConversationEntry).where(ConversationEntry.id == call.entry_id).with_for_update()
    entry = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
    talked = call.ended_at - call.answered_at if call.ended_at and call.answered_at else None
    entry.details = {
        **entry.details,
        "call_id": str(call.id),
        "stage": call.stage,
        "outcome": call.outcome,
        "seconds": int(talked.total_seconds()) if talked else 0,
        "recording": f"/files/calls/{call.id}" if call.recording_ref else "",
        "recording_seconds": call.recording_seconds,
    }
    unit.session.flush()
    announce(unit, entry.conversation_id, "delivery")
