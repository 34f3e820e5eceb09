"""Read what waits, or waited, for somebody else's word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.approval import Approval
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """An action that was asked for: `needs` are the limits it passes, `preview` is what was shown."""

    id: UUID
    action: str
    status: str
    needs: tuple[dict[str, Any], ...]
    note: str
    order_id: UUID | None
    customer_id: UUID | None
    asked_by: str
    asked_by_id: UUID | None
    asked_by_role: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    preview: dict[str, Any]
    version: int


def approval(unit: Unit, *, approval_id: UUID) -> ApprovalRow:
    """One approval, or `NotFound`: whoever may decide sees all, the others what they asked for."""
    unit.actor.require(Permission.ORDERS_READ)
    found = unit.session.execute(select(Approval).where(Approval.id == approval_id)).scalar_one_or_none()
    if found is None or not _may_see(unit, found):
        raise NotFound.of("approval", "accord", approval_id)
    return _row(found)


def _may_see(unit: Unit, found: Approval) -> bool:
    return unit.actor.can(Permission.APPROVALS_DECIDE) or found.asked_by_id == unit.actor.id


def _row(found: Approval) -> ApprovalRow:
    return ApprovalRow(
        id=found.id,
        action=found.action,
        status=found.status,
        needs=tuple(found.needs),
        note=found.note,
        order_id=found.order_id,
        customer_id=found.customer_id,
        asked_by=found.asked_by_name,
        asked_by_id=found.asked_by_id,
        asked_by_role=found.asked_by_role,
        asked_at=found.asked_at,
        decided_by=found.decided_by_name,
        decided_at=found.decided_at,
        reason=found.reason,
        preview=found.preview,
        version=found.version,
    )
