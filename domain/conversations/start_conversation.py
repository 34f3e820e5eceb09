"""Somebody of staff, or another system, begins a conversation."""

from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.conversations.addresses import check_address, check_channel
from domain.conversations.open_thread import open_thread
from domain.kernel.actor import ActorKind
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.work.unit import Unit


def start_conversation(
    unit: Unit,
    *,
    channel: str,
    subject: str,
    topic: str = "other",
    address: str = "",
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    language: str | None = None,
    contact_name: str = "",
) -> UUID:
    """Begin a conversation with a customer, or with nobody known yet, and tell its id. Whoever of staff begins it has
    the case. `address` may be left out: a reply names it then.

    Records what `open_case` and `assign_case` do, and `conversation.started`. Refuses with `Invalid` an address that is
    none of the channel's.
    """
    unit.actor.require(Permission.CASES_WRITE)
    check_channel(channel)
    where = check_address(channel, address) if address else ""
    name = clean_text(contact_name, field="contact_name", most=120, required=False)
    conversation, case = open_thread(
        unit,
        channel=channel,
        address=where,
        subject=subject,
        topic=topic,
        customer_id=customer_id,
        order_id=order_id,
        language=language,
        contact_name=name,
    )
    if unit.actor.kind is ActorKind.STAFF and unit.actor.id is not None:
        assign_case(unit, case_id=case.id, owner_id=unit.actor.id)
    return conversation.id
