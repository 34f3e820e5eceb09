"""A visitor is writing, or has read what was written."""

from typing import Final
from uuid import UUID

from domain.conversations.note_delivery import announce, mark_read_by_customer
from domain.kernel.permissions import Permission
from domain.visitors.load import conversation_of
from domain.work.unit import Unit

CUSTOMER: Final = "customer"  # who types, as open screens are told it; staff is told by name


def note_visitor_typing(unit: Unit, *, visitor_id: UUID) -> None:
    """Tell the open screens of the conversation that the customer is writing; nothing is kept."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    if (found := conversation_of(unit, visitor_id)) is not None:
        announce(unit, found, "typing", CUSTOMER)


def note_visitor_read(unit: Unit, *, visitor_id: UUID, seq: int) -> None:
    """The visitor has seen the thread up to `seq`."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    if (found := conversation_of(unit, visitor_id)) is not None:
        mark_read_by_customer(unit, conversation_id=found, seq=seq)
