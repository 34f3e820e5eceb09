"""What a vendor tells by webhook: kept once, then worked off."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.permissions import Permission
from domain.models.payment import WebhookDelivery
from domain.work.unit import Unit

TASK, QUEUE = "payments.work_off_webhook", "payments"
LONGEST_PROBLEM = 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery: what it is about by its `type`, and its `body` as it came."""

    vendor: str
    delivery_id: str
    type: str
    body: str


def receive_delivery(unit: Unit, *, vendor: str, delivery_id: str, type: str, body: str) -> bool:
    """Keep a delivery whose signature was checked, and have it worked off; False if it was kept before."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    kept = (
        insert(WebhookDelivery)
        .values(vendor=vendor, delivery_id=delivery_id, type=type, body=body, received_at=unit.now, problem="")
        .on_conflict_do_nothing()
        .returning(WebhookDelivery.delivery_id)
    )
    if unit.session.execute(kept).first() is None:
        return False
    unit.defer(TASK, queue=QUEUE, lock=f"webhook:{vendor}:{delivery_id}", vendor=vendor, delivery_id=delivery_id)
    return True


def delivery_to_work_off(unit: Unit, *, vendor: str, delivery_id: str) -> Delivery | None:
    """The delivery; None if there is none or it was worked off."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    query = select(WebhookDelivery).where(
        WebhookDelivery.vendor == vendor,
        WebhookDelivery.delivery_id == delivery_id,
        WebhookDelivery.worked_off_at.is_(None),
    )
    found = unit.session.execute(query).scalar_one_or_none()
    return Delivery(found.vendor, found.delivery_id, found.type, found.body) if found else None


def mark_worked_off(unit: Unit, *, vendor: str, delivery_id: str, problem: str = "") -> None:
    """Note that a delivery needs no more work; `problem` says why nothing came of it."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    unit.session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.vendor == vendor, WebhookDelivery.delivery_id == delivery_id)
        .values(worked_off_at=unit.now, problem=problem[:LONGEST_PROBLEM])
    )
