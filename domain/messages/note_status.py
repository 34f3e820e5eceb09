"""What the vendor tells later about a message that it has."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.kernel.permissions import Permission
from domain.messages.fall_back import LATE_NEWS, call_back, fall_back
from domain.messages.record import record_message
from domain.messages.stopped import learn
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

# Never backwards, save that what has arrived has, although somebody believed it lost. A message of unknown fate is
# known by any of these.
_BEFORE: Final = {
    "sent": ("sending", "unknown"),
    "delivered": ("sending", "unknown", "sent", "failed"),
    "failed": ("sending", "unknown", "sent"),
}


def note_message_status(
    unit: Unit, *, message_id: UUID, status: str, vendor_ref: str = "", problem: str = ""
) -> bool | None:
    """Note that it was sent, delivered or failed, and whether that was new; None where there is no such message.

    Statuses that come late, twice or out of order change nothing, nor do those of an earlier try than the last.
    Records `message.failed` for one that failed, and `message.sent` for one whose fate was unknown until now. One that
    failed falls back on the other channel after `LATE_NEWS`; one that has arrived calls that back, if it is not too
    late.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    query = select(OutboundMessage).where(OutboundMessage.id == message_id).with_for_update()
    message = unit.session.execute(query).scalar_one_or_none()
    if message is None:
        return None
    earlier = vendor_ref and vendor_ref in message.details.get("failed_refs", ())
    if message.status not in _BEFORE.get(status, ()) or earlier:
        return False
    known, message.status = message.status == "sent", status
    message.vendor_ref, message.problem = message.vendor_ref or vendor_ref[:200], problem[:300]
    message.sent_at = message.sent_at or (unit.now if status != "failed" else None)
    message.not_before = None
    if message.secret:
        message.subject = message.body = message.html = ""
    elif status == "failed" or not known:
        record_message(unit, "failed" if status == "failed" else "sent", message, problem=message.problem)
    if status == "failed":
        learn(unit, message.channel, message.address, problem)
        fall_back(unit, message, after=LATE_NEWS)
    elif status == "delivered":
        call_back(unit, message)
    return True
