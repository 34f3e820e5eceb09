"""The agent is not heard for a moment, and goes on hearing."""

from uuid import UUID

from sqlalchemy import select

from domain.conversations.call_errands import send_errand
from domain.conversations.load_call import own_call
from domain.kernel.permissions import Permission
from domain.models.telephone import CallLeg
from domain.work.unit import Unit


def mute_call(unit: Unit, *, call_id: UUID, on: bool) -> None:
    """Mute one's own side of the call, or let it be heard again; the same again changes nothing. No event: it is part
    of talking.
    """
    unit.actor.require(Permission.CASES_WRITE)
    call = own_call(unit, call_id)
    if call.muted == on:
        return
    query = select(CallLeg).where(
        CallLeg.call_id == call.id, CallLeg.agent_id == call.agent_id, CallLeg.status == "joined"
    )
    leg = unit.session.execute(query.order_by(CallLeg.at.desc()).limit(1)).scalar_one_or_none()
    if leg is None:
        return
    call.muted = on
    send_errand(unit, call, "mute" if on else "unmute", leg)
