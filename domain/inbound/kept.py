"""Deliveries as they are kept. Parts of the use cases that receive them and work them off."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from domain.models.payment import WebhookDelivery
from domain.work.unit import Unit

LONGEST_PROBLEM = 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery: what it is about by its `type`, and its `body` as it came."""

    vendor: str
    delivery_id: str
    type: str
    body: str


def keep_delivery(unit: Unit, delivery: Delivery, task: str, queue: str) -> bool:
    """Keep it and queue `task` to work it off; False if it was kept before."""
    kept = (
        insert(WebhookDelivery)
        .values(
            vendor=delivery.vendor,
            delivery_id=delivery.delivery_id,
            type=delivery.type,
            body=delivery.body,
            received_at=unit.now,
            problem="",
        )
        .on_conflict_do_nothing()
        .returning(WebhookDelivery.delivery_id)
    )
    if unit.session.execute(kept).first() is None:
        return False
    vendor, id = delivery.vendor, delivery.delivery_id
    unit.defer(task, queue=queue, lock=f"webhook:{vendor}:{id}", vendor=vendor, delivery_id=id)
    return True


def due_delivery(unit: Unit, vendor: str, delivery_id: str) -> Delivery | None:
    """The delivery; None if there is none or it was worked off."""
    query = select(WebhookDelivery).where(
        WebhookDelivery.vendor == vendor,
        WebhookDelivery.delivery_id == delivery_id,
        WebhookDelivery.worked_off_at.is_(None),
    )
    found = unit.session.execute(query).scalar_one_or_none()
    return Delivery(found.vendor, found.delivery_id, found.type, found.body) if found else None


def end_delivery(unit: Unit, vendor: str, delivery_id: str, problem: str) -> None:
    """It needs no more work; `problem` says why nothing came of it."""
    unit.session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.vendor == vendor, WebhookDelivery.delivery_id == delivery_id)
        .values(worked_off_at=unit.now, problem=problem[:LONGEST_PROBLEM])
    )
