"""Somebody accepted the case of a caller who waits: their telephone rings."""

from uuid import UUID

from sqlalchemy import select

from domain.conversations.offer_call import offer_call
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.telephone import Call
from domain.work.unit import Unit


def ring_for_case(unit: Unit, *, case_id: UUID, agent_id: UUID) -> UUID | None:
    """Ring `agent_id` for the call of the case that waits, and tell the id of their side; None where none waits.

    Records and refuses what `offer_call` does.
    """
    unit.actor.require(Permission.CASES_WRITE)
    waiting = (
        select(Call.id)
        .join(Conversation, Conversation.id == Call.conversation_id)
        .where(Conversation.case_id == case_id, Call.stage == "waiting")
        .order_by(Call.waiting_at)
        .limit(1)
    )
    call_id = unit.session.execute(waiting).scalar_one_or_none()
    return offer_call(unit, call_id=call_id, agent_id=agent_id) if call_id else None
