"""End a call."""

from uuid import UUID

from domain.conversations.call_errands import end_other_side
from domain.conversations.load_call import own_call
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def hang_up(unit: Unit, *, call_id: UUID) -> None:
    """Hang up on the customer of one's own call, or give up calling them; it is over when the vendor says so."""
    unit.actor.require(Permission.CASES_WRITE)
    end_other_side(unit, own_call(unit, call_id, "dialling", "talking"))
