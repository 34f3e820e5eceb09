"""What is noted of a conversation."""

from typing import Any

from domain.events.event import Event, Stream
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit


def record_conversation(
    unit: Unit, type: str, conversation: Conversation, case: Case, data: dict[str, Any] | None = None, **texts: str
) -> Event:
    """Record an event on the conversation's chain and the timelines of its customer and order."""
    told = {"conversation_id": str(conversation.id), "case_id": str(case.id), "number": case.number}
    return unit.record(
        type,
        stream=Stream.named(f"conversation:{conversation.id}"),
        customer_id=conversation.customer_id,
        order_id=case.order_id,
        data=told | (data or {}),
        texts=texts,
    )
