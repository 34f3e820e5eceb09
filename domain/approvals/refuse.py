"""Say no to what somebody else asked for."""

from uuid import UUID

from domain.approvals.decision import decide, lock_pending
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.work.unit import Unit


def refuse_approval(unit: Unit, *, approval_id: UUID, reason: str) -> None:
    """Refuse a request that waits, for a reason that who asked will read. Records `approval.refused`."""
    unit.actor.require(Permission.APPROVALS_DECIDE)
    why = clean_text(reason, field="reason", most=500)
    decide(unit, lock_pending(unit, approval_id), "refused", reason=why)
