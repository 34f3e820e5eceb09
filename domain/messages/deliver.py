"""A message on its way: what is tried, and what came of it. The vendor is called between the two."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import NotFound
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

MOST_ATTEMPTS: Final = 8
FATES: Final = ("sent", "failed", "retry", "unknown")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `look_first`: an earlier one may have arrived, so the vendor is asked before it is sent again.
    `label_of`: the return whose label goes along."""

    message_id: UUID
    channel: str
    address: str = field(repr=False)
    language: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    look_first: bool
    first_tried_at: datetime
    label_of: UUID | None = None


def begin_attempt(unit: Unit, *, message_id: UUID) -> Attempt | None:
    """Note that the message is handed to the vendor now; None when there is nothing to send.

    An e-mail whose last try has no known end is not sent again: it becomes "unknown", and `message.failed` is recorded
    so that a person looks at it. A code that is no longer good is not sent either.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    message = _load(unit, message_id)
    if message.status not in ("queued", "sending", "unknown"):
        return None
    doubtful = message.status != "queued"
    if doubtful and message.channel == "email":
        if message.status == "sending":
            _end(unit, message, "unknown", "fate_unknown")
        return None
    good_until = message.details.get("good_until")
    if good_until and datetime.fromisoformat(good_until) <= unit.now and not doubtful:
        _end(unit, message, "failed", "too_late")
        return None
    first = datetime.fromisoformat(message.details["tried_first"]) if doubtful else unit.now
    message.details = {**message.details, "tried_first": first.isoformat()}
    message.status, message.tried_at, message.attempts = "sending", unit.now, message.attempts + 1
    return Attempt(
        message_id=message.id,
        channel=message.channel,
        address=message.address,
        language=message.language,
        subject=message.subject,
        text=message.body,
        html=message.html,
        look_first=doubtful,
        first_tried_at=first,
        label_of=UUID(message.details["label_of"]) if "label_of" in message.details else None,
    )


def settle_attempt(unit: Unit, *, message_id: UUID, fate: str, vendor_ref: str = "", problem: str = "") -> bool:
    """Note what came of the try: one of `FATES`; True when it has to be tried again later.

    "retry" is a failure that may pass, tried `MOST_ATTEMPTS` times. Records `message.sent` or `message.failed`. A
    message that was settled before stays as it is. The text of a secret one is emptied at its end.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    assert fate in FATES
    message = _load(unit, message_id)
    if message.status != "sending":
        return False
    message.vendor_ref = vendor_ref[:200] or message.vendor_ref
    if fate == "sent":
        message.sent_at = unit.now
        _end(unit, message, "sent", "")
        return False
    again = message.attempts < MOST_ATTEMPTS and (fate == "retry" or (fate == "unknown" and message.channel == "sms"))
    if again:
        message.status = "queued" if fate == "retry" else "unknown"
        message.problem = problem[:300]
        return True
    _end(unit, message, "unknown" if fate == "unknown" else "failed", problem or fate)
    return False


def _load(unit: Unit, message_id: UUID) -> OutboundMessage:
    query = select(OutboundMessage).where(OutboundMessage.id == message_id).with_for_update()
    message = unit.session.execute(query).scalar_one_or_none()
    if message is None:
        raise NotFound.of("message", "message", message_id)
    return message


def _end(unit: Unit, message: OutboundMessage, status: str, problem: str) -> None:
    message.status, message.problem = status, problem[:300]
    if message.secret:
        message.subject = message.body = message.html = ""
    if message.secret and status == "sent":
        return  # the code itself was noted when it was made
    data: dict[str, Any] = {"message_id": str(message.id), "template": message.template, "channel": message.channel}
    data["address"] = mask_contact(message.channel, message.address) if message.address else ""
    unit.record(
        "message.sent" if status == "sent" else "message.failed",
        stream=Stream.of_customer(message.customer_id),
        customer_id=message.customer_id,
        order_id=message.order_id,
        data=data | ({"problem": message.problem} if problem else {}),
    )
