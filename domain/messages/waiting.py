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


def release_messages(unit: Unit) -> int:
    """Ask for the delivery of those whose time has come; how many, at most `_AT_ONCE`. Each is asked for once."""
    unit.actor.require(Permission.MESSAGES_SEND)
    due = (
        select(OutboundMessage)
        .where(OutboundMessage.status.in_(("queued", "unknown")), OutboundMessage.not_before <= unit.now)
        .order_by(OutboundMessage.not_before)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = unit.session.execute(due).scalars().all()
    for message in found:
        message.not_before = None
        unit.defer(DELIVER, lock=f"message:{message.id}", message_id=str(message.id))
    return len(found)


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
