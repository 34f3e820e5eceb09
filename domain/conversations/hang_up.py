"""End a call."""

from uuid import UUID

from domain.conversations.call_errands import send_errand
from domain.conversations.load_call import own_call
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def hang_up(unit: Unit, *, call_id: UUID) -> None:
    """Hang up on the caller of one's own call; it is over when the vendor says so."""
    unit.actor.require(Permission.CASES_WRITE)
    send_errand(unit, own_call(unit, call_id), "hang_up")
