"""What a customer's timeline says of messages. Parts of use cases."""

from typing import Any

from domain.events.event import Stream
from domain.kernel.masking import mask_contact
from domain.models.message import OutboundMessage
from domain.work.unit import Unit


def record_message(unit: Unit, what: str, message: OutboundMessage, **told: Any) -> None:
    """Record `message.{what}`; of a secret one nothing: the code itself was noted when it was made."""
    if message.secret and what != "failed":
        return
    shown = mask_contact(message.channel, message.address) if message.address else ""
    data = {
        "message_id": str(message.id),
        "template": message.template,
        "channel": message.channel,
        "address": shown,
    }
    unit.record(
        f"message.{what}",
        stream=Stream.of_customer(message.customer_id),
        customer_id=message.customer_id,
        order_id=message.order_id,
        data=data | {name: value for name, value in told.items() if value},
    )
