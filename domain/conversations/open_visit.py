"""A customer stands before somebody of staff: that is a conversation as well."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.assign_case import assign_case
from domain.conversations.body import clean_body
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.open_thread import open_thread
from domain.conversations.record import record_conversation
from domain.kernel.actor import ActorKind
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.inventory import Node
from domain.work.unit import Unit


def open_visit(
    unit: Unit,
    *,
    subject: str,
    topic: str = "other",
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    store: str = "",
    wish: str = "",
) -> UUID:
    """Open a visit and tell the id of its conversation; it is the opener's, and ends with a wrap-up as others do.

    `store` is the code or the name of the place, `wish` what the customer asked for in their words. Records what
    `open_case` and `assign_case` do, `conversation.started` and `conversation.visit_opened`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    place = clean_text(store, field="store", most=80, required=False)
    said = clean_body(wish, field="wish", required=False)
    conversation, case = open_thread(
        unit, channel="store", address="", subject=subject, topic=topic, customer_id=customer_id, order_id=order_id
    )
    named = _place(unit, place)
    new = NewEntry(
        kind="visit",
        direction="in",
        channel="store",
        body=said or case.subject,
        status="received",
        author_kind=str(unit.actor.kind),
        author_name=unit.actor.name,
        details={"store": named} if named else {},
    )
    entry = add_entry(unit, conversation, case, new)
    conversation.staff_read_seq = entry.seq
    record_conversation(unit, "conversation.visit_opened", conversation, case, {"place": named})
    if unit.actor.kind is ActorKind.STAFF and unit.actor.id is not None:
        assign_case(unit, case_id=case.id, owner_id=unit.actor.id)
    return conversation.id


def _place(unit: Unit, store: str) -> str:
    """The name of the store with this code; any other text stays as it is."""
    known = unit.session.execute(select(Node.name).where(Node.code == store)).scalar_one_or_none() if store else None
    return known or store
