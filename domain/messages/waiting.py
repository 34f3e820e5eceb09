"""Messages that nobody has sent, although their job is gone."""

from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select

from domain.kernel.permissions import Permission
from domain.messages.queue import DELIVER
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

FORGOTTEN_AFTER: Final = timedelta(hours=2)  # longer than a job pauses between two tries
_AT_ONCE: Final = 500


def requeue_messages(unit: Unit) -> int:
    """Ask again for the delivery of what has waited for `FORGOTTEN_AFTER`; how many. A second job does no harm."""
    unit.actor.require(Permission.MESSAGES_SEND)
    before = unit.now - FORGOTTEN_AFTER
    untouched = or_(OutboundMessage.tried_at.is_(None), OutboundMessage.tried_at < before)
    due = or_(OutboundMessage.not_before.is_(None), OutboundMessage.not_before < before)
    looked_for = (OutboundMessage.status == "unknown") & (OutboundMessage.channel == "sms")
    waits = or_(OutboundMessage.status.in_(("queued", "sending")), looked_for & OutboundMessage.not_before.is_not(None))
    query = select(OutboundMessage.id).where(waits, OutboundMessage.queued_at < before, untouched, due)
    found = unit.session.execute(query.order_by(OutboundMessage.queued_at).limit(_AT_ONCE)).scalars().all()
    for id in found:
        unit.defer(DELIVER, lock=f"message:{id}", message_id=str(id))
    return len(found)
