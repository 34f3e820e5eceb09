"""What granting, refusing and withdrawing have in common: a request that waits is locked, decided once and recorded."""

from uuid import UUID

from sqlalchemy import select

from domain.approvals.asker import is_asker
from domain.events.event import Stream
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, NotFound
from domain.models.approval import Approval
from domain.work.unit import Unit


def lock_pending(unit: Unit, approval_id: UUID, *, of: Actor | None = None) -> Approval:
    """The approval, locked, or `NotFound`, also where `of` did not ask for it.

    `Conflict` "already_decided" names who decided it.
    """
    query = select(Approval).where(Approval.id == approval_id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None or (of is not None and not is_asker(of, found)):
        raise NotFound.of("approval", "accord", approval_id)
    if found.status != "pending":
        raise Conflict(
            code="already_decided",
            en=f"{found.decided_by_name} has decided this already.",
            fr=f"{found.decided_by_name} en a déjà décidé.",
            details={"status": found.status},
        )
    return found


def decide(unit: Unit, approval: Approval, status: str, *, reason: str = "", **told: str) -> None:
    """Note the word of the actor of `unit`. Records `approval.granted` and the like, with `told`."""
    approval.status = status
    approval.reason = reason
    approval.decided_by_id, approval.decided_by_name, approval.decided_at = unit.actor.id, unit.actor.name, unit.now
    approval.version += 1
    unit.session.flush()
    unit.record(
        f"approval.{status}",
        stream=Stream.named(f"approval:{approval.id}"),
        customer_id=approval.customer_id,
        order_id=approval.order_id,
        data={
            "approval_id": str(approval.id),
            "action": approval.action,
            "amount": max((int(need["asked"]) for need in approval.needs), default=0),
            "currency": str(approval.needs[0]["currency"]) if approval.needs else "",
            "reason": reason,
            **told,
        },
    )
