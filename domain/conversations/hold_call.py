"""The caller waits a moment, with music."""

from uuid import UUID

from domain.conversations.call_errands import send_errand
from domain.conversations.load_call import own_call
from domain.conversations.record_call import record_call, show_call
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def hold_call(unit: Unit, *, call_id: UUID, on: bool) -> None:
    """Put the caller of one's own call on hold, or take them off. Records `conversation.call_held` or
    `conversation.call_resumed`; the same again changes nothing.
    """
    unit.actor.require(Permission.CASES_WRITE)
    call = own_call(unit, call_id)
    if call.held == on:
        return
    call.held = on
    send_errand(unit, call, "hold" if on else "unhold")
    record_call(unit, "conversation.call_held" if on else "conversation.call_resumed", call)
    show_call(unit, call)
