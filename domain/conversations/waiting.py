"""Replies and errands that nobody sees to, although their job is gone."""

from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select

from domain.conversations import call_errands
from domain.conversations.reply import DELIVER
from domain.kernel.permissions import Permission
from domain.models.conversation import ConversationEntry
from domain.models.telephone import CallOrder
from domain.work.unit import Unit

FORGOTTEN_AFTER: Final = timedelta(hours=2)  # longer than a job pauses between two tries
LATE_AFTER: Final = timedelta(minutes=2)  # a caller does not wait longer for what was asked
OLDEST: Final = timedelta(days=7)
_AT_ONCE: Final = 500


def requeue_replies(unit: Unit) -> int:
    """Ask again for the delivery of what has waited for `FORGOTTEN_AFTER`, and for what callers wait for since
    `LATE_AFTER`; how many. A second job does no harm.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    sms_in_doubt = (ConversationEntry.status == "unknown") & (ConversationEntry.channel == "sms")
    forgotten = select(ConversationEntry.id).where(
        ConversationEntry.direction == "out",
        ConversationEntry.channel.in_(("sms", "email")),
        or_(ConversationEntry.status.in_(("queued", "sending")), sms_in_doubt),
        ConversationEntry.at.between(unit.now - OLDEST, unit.now - FORGOTTEN_AFTER),
    )
    replies = unit.session.execute(forgotten.order_by(ConversationEntry.at).limit(_AT_ONCE)).scalars().all()
    for id in replies:
        unit.defer(DELIVER, entry_id=str(id))
    late = select(CallOrder.id, CallOrder.call_id).where(
        CallOrder.status.in_(("asked", "trying")), CallOrder.at < unit.now - LATE_AFTER
    )
    errands = unit.session.execute(late.order_by(CallOrder.at).limit(_AT_ONCE)).all()
    for id, call_id in errands:
        unit.defer(call_errands.TASK, queue=call_errands.QUEUE, lock=f"call:{call_id}", order_id=str(id))
    return len(replies) + len(errands)
