"""Take a request back."""

from uuid import UUID

from domain.approvals.decision import decide, lock_pending
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def withdraw_approval(unit: Unit, *, approval_id: UUID) -> None:
    """Take one's own request back while it waits; somebody else's is `NotFound`. Records `approval.withdrawn`."""
    unit.actor.require(Permission.ORDERS_READ)
    decide(unit, lock_pending(unit, approval_id, of=unit.actor), "withdrawn")
