"""The caller is put through to somebody else, or back in line."""

from uuid import UUID

from domain.conversations.call_errands import drop_legs, send_errand
from domain.conversations.hand_over import name_of_staff, note_hand_over
from domain.conversations.load import load_conversation
from domain.conversations.load_call import own_call
from domain.conversations.offer_call import ring
from domain.conversations.record_call import record_call, show_call
from domain.conversations.transfer import transfer_conversation
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def transfer_call(
    unit: Unit, *, call_id: UUID, queue: str | None = None, agent_id: UUID | None = None, note: str = ""
) -> None:
    """Ring `agent_id`, while one stays until they take it; or let the caller wait in `queue` again, with their case.

    Records `conversation.call_transferred`. Refuses with `Invalid` both, neither and whoever is on it, with `Conflict`
    somebody who is on another call.
    """
    unit.actor.require(Permission.CASES_WRITE)
    call = own_call(unit, call_id)
    if (queue is None) == (agent_id is None) or agent_id == call.agent_id:
        raise Invalid(
            field="agent_id",
            code="one_of_two",
            en="Say either a queue or another person.",
            fr="Indiquez soit une file, soit une autre personne.",
        )
    if agent_id is not None:
        ring(unit, call, agent_id)
        if call.conversation_id is not None:
            thread = load_conversation(unit, call.conversation_id)
            note_hand_over(unit, *thread, "put_through", to=name_of_staff(unit, agent_id))
        record_call(unit, "conversation.call_transferred", call, {"agent_id": str(agent_id)})
        return
    call.stage, call.agent_id, call.held, call.muted, call.waiting_at = "waiting", None, False, False, unit.now
    send_errand(unit, call, "wait")
    drop_legs(unit, call)
    if call.conversation_id is not None:
        transfer_conversation(unit, conversation_id=call.conversation_id, queue=queue, note=note)
    record_call(unit, "conversation.call_transferred", call, {"queue": queue})
    show_call(unit, call)
