"""The other channel, when the first has failed for good: a second row that stands in for the first, once."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.ids import new_id
from domain.messages.may_go import why_not
from domain.messages.record import record_message
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

DELIVER: Final = "notifications.deliver"
LATE_NEWS: Final = timedelta(minutes=2)  # what the vendor had taken may yet turn out to have arrived
ARRIVED: Final = "first_arrived"
_COPIED: Final = ("customer_id", "order_id", "event_id", "purpose", "template", "language", "secret")


def fall_back(unit: Unit, message: OutboundMessage, *, after: timedelta = timedelta()) -> UUID | None:
    """Write the row that stands in for a message which did not arrive, and ask for its delivery; its id.

    None where there is no other way to the customer, where it is itself such a row, or was written before.
    """
    other: dict[str, Any] | None = message.details.get("fall_back")
    if other is None or message.fall_back_of is not None:
        return None
    if why_not(
        unit,
        message.customer_id,
        template=message.template,
        channel=other["channel"],
        purpose=message.purpose,
        address=other["address"],
    ):
        return None
    unit.session.flush()
    row = {name: getattr(message, name) for name in _COPIED} | other
    row |= {
        "id": new_id(at=unit.now),
        "fall_back_of": message.id,
        "status": "queued",
        "details": {name: value for name, value in message.details.items() if name == "good_until"},
        "queued_at": unit.now,
        "not_before": unit.now + after if after else None,
    }
    written = insert(OutboundMessage).values(row).on_conflict_do_nothing().returning(OutboundMessage)
    second = unit.session.execute(written).scalar_one_or_none()
    if second is None:
        return None
    unit.defer(DELIVER, lock=f"message:{second.id}", run_at=second.not_before, message_id=str(second.id))
    record_message(unit, "fell_back", second, first=message.channel, problem=message.problem)
    return second.id


def is_pointless(unit: Unit, message: OutboundMessage) -> bool:
    """Whether the message that this one stands in for has arrived after all."""
    if message.fall_back_of is None:
        return False
    first = select(OutboundMessage.status).where(OutboundMessage.id == message.fall_back_of)
    return unit.session.execute(first).scalar_one() in ("delivered", "sent")


def call_back(unit: Unit, message: OutboundMessage) -> None:
    """The message has arrived: what stands in for it, and has not left yet, stays here."""
    query = select(OutboundMessage).where(OutboundMessage.fall_back_of == message.id).with_for_update()
    second = unit.session.execute(query).scalar_one_or_none()
    if second is not None and second.status == "queued":
        second.status, second.problem = "skipped", ARRIVED
        record_message(unit, "skipped", second, problem=ARRIVED)
