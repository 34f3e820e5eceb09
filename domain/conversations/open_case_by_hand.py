"""Somebody opens a case for a customer who did not write to us: it waits among all others, with a thread of its own."""

from uuid import UUID

from domain.conversations.open_thread import open_thread
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def open_case_by_hand(
    unit: Unit,
    *,
    subject: str,
    topic: str,
    channel: str,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    language: str | None = None,
) -> UUID:
    """Open a case as `open_case` does, with an empty thread in which the customer waits from now on, and tell its id.

    Every inbox lists it. Records what `open_case` does, and `conversation.started`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    conversation, case = open_thread(
        unit,
        channel=channel,
        address="",
        subject=subject,
        topic=topic,
        customer_id=customer_id,
        order_id=order_id,
        language=language,
    )
    conversation.waiting_since = unit.now
    return case.id
