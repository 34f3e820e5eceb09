"""What the vendor tells later about a message that it has."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

# Never backwards. What failed was not delivered before; a message of unknown fate is known by any of these.
_BEFORE: Final = {
    "sent": ("sending", "unknown"),
    "delivered": ("sending", "unknown", "sent"),
    "failed": ("sending", "unknown", "sent"),
}


def note_message_status(
    unit: Unit, *, message_id: UUID, status: str, vendor_ref: str = "", problem: str = ""
) -> bool | None:
    """Note that it was sent, delivered or failed, and whether that was new; None where there is no such message.

    Statuses that come late, twice or out of order change nothing. Records `message.failed` for one that failed, and
    `message.sent` for one whose fate was unknown until now.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    query = select(OutboundMessage).where(OutboundMessage.id == message_id).with_for_update()
    message = unit.session.execute(query).scalar_one_or_none()
    if message is None:
        return None
    if message.status not in _BEFORE.get(status, ()):
        return False
    known, message.status = message.status == "sent", status
    message.vendor_ref, message.problem = message.vendor_ref or vendor_ref[:200], problem[:300]
    message.sent_at = message.sent_at or (unit.now if status != "failed" else None)
    if message.secret:
        message.subject = message.body = message.html = ""
    elif status == "failed" or not known:
        _record(unit, message, status, problem)
    return True


def _record(unit: Unit, message: OutboundMessage, status: str, problem: str) -> None:
    shown = mask_contact(message.channel, message.address) if message.address else ""
    data = {
        "message_id": str(message.id),
        "template": message.template,
        "channel": message.channel,
        "address": shown,
    }
    unit.record(
        "message.failed" if status == "failed" else "message.sent",
        stream=Stream.of_customer(message.customer_id),
        customer_id=message.customer_id,
        order_id=message.order_id,
        data=data | ({"problem": message.problem} if problem else {}),
    )
