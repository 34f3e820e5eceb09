"""Somebody has read that a request came back."""

from uuid import UUID

from sqlalchemy import select

from domain.approvals.queries import CAME_BACK
from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.approval import Approval
from domain.work.unit import Unit


def acknowledge_approval(unit: Unit, *, approval_id: UUID) -> None:
    """Take what was refused, or came back changed, off the customer's record. Records `approval.acknowledged`.

    A second time changes nothing. Refuses with `Conflict` ("not_come_back") what waits, was granted or taken back.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    query = select(Approval).where(Approval.id == approval_id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("approval", "accord", approval_id)
    if found.status not in CAME_BACK:
        raise Conflict(
            code="not_come_back",
            en="Only a request that was refused or has changed can be acknowledged.",
            fr="Seule une demande refusée ou modifiée peut être marquée comme lue.",
            details={"status": found.status},
        )
    if found.acknowledged_at is not None:
        return
    found.acknowledged_at, found.acknowledged_by_name = unit.now, unit.actor.name
    unit.session.flush()
    unit.record(
        "approval.acknowledged",
        stream=Stream.named(f"approval:{found.id}"),
        customer_id=found.customer_id,
        order_id=found.order_id,
        data={"approval_id": str(found.id), "action": found.action},
    )
