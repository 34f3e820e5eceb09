"""Somebody writes just now. No row and no event: it is over in a moment."""

from uuid import UUID

from domain.conversations.note_delivery import announce
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def tell_staff_typing(unit: Unit, *, conversation_id: UUID) -> None:
    """Tell whoever follows the conversation that the actor writes; `who` is their id."""
    unit.actor.require(Permission.CASES_WRITE)
    announce(unit, conversation_id, "typing", str(unit.actor.id))
