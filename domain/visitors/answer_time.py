"""How long people in the chat have waited lately, so that the next ones know."""

from datetime import timedelta
from statistics import median
from typing import Final

from sqlalchemy import select

from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.work.unit import Unit

LATELY: Final = timedelta(hours=24)
_MOST: Final = 30
_ENOUGH: Final = 3


def usual_answer_time(unit: Unit) -> timedelta | None:
    """The median time to the first answer of the newest chats of the last day; None where too few were answered."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    query = (
        select(Conversation.started_at, Conversation.first_answered_at)
        .where(Conversation.channel == "chat", Conversation.first_answered_at.is_not(None))
        .order_by(Conversation.id.desc())
        .limit(_MOST)
    )
    waited = [
        (answered - started).total_seconds()
        for started, answered in unit.session.execute(query)
        if answered is not None and started > unit.now - LATELY
    ]
    return timedelta(seconds=median(waited)) if len(waited) >= _ENOUGH else None
