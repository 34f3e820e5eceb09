"""Keep an action that waits for somebody else's word."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.approvals.preview import ActionPreview
from domain.approvals.preview_json import preview_json
from domain.decisions.record import record_decision
from domain.edits.moved import addresses, places
from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.approval import Approval
from domain.models.customer import Customer
from domain.work.unit import Unit


def ask_for_approval(unit: Unit, preview: ActionPreview, *, action: str, args: Mapping[str, Any], note: str) -> UUID:
    """Store the action, who asked and what they saw. Records `approval.asked`, and which decisions ask
    for it. Where the order would go elsewhere, the event tells both places; the addresses are erasable texts.
    """
    order = preview.after
    moved = _moved(preview)
    asked = Approval(
        id=new_id(at=unit.now),
        action=action,
        args=dict(args),
        digest=preview.digest,
        preview=preview_json(preview),
        needs=[need.as_dict() for need in preview.needs],
        note=clean_text(note, field="note", most=500, required=False, lines=True),
        order_id=order.id if order and preview.before else None,
        customer_id=order.customer_id if order else _customer_in(unit, args),
        asked_by_kind=str(unit.actor.kind),
        asked_by_id=unit.actor.id,
        asked_by_name=unit.actor.name,
        asked_by_role=unit.actor.role,
        asked_at=unit.now,
        status="pending",
        version=1,
    )
    unit.session.add(asked)
    unit.session.flush()
    _keep_why(unit, asked)
    unit.record(
        "approval.asked",
        stream=Stream.named(f"approval:{asked.id}"),
        customer_id=asked.customer_id,
        order_id=asked.order_id,
        data={
            "approval_id": str(asked.id),
            "action": action,
            "limits": [need.limit for need in preview.needs],
            "amount": max((need.asked for need in preview.needs), default=0),
            "currency": preview.needs[0].currency if preview.needs else "",
            **(places(*moved) if moved else {}),
        },
        texts=addresses(*moved) if moved else {},
    )
    return asked.id


def _moved(preview: ActionPreview) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """Where the order goes and where it would go, if that is not the same."""
    if preview.before is None or preview.after is None:
        return None
    old, new = preview.before.shipping_address, preview.after.shipping_address
    return (old, new) if old != new else None


def _keep_why(unit: Unit, asked: Approval) -> None:
    for decided in unit.asking:
        about = {"customer_id": asked.customer_id, "order_id": asked.order_id}
        record_decision(unit, decided, subject_kind="approval", subject_id=asked.id, **about)
    unit.asking.clear()


def _customer_in(unit: Unit, args: Mapping[str, Any]) -> UUID | None:
    """The customer that an action without an order is about."""
    named = args.get("customer_id")
    return unit.session.execute(select(Customer.id).where(Customer.id == named)).scalar_one_or_none() if named else None
