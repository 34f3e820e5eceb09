"""What a payment vendor tells by webhook: kept once, then worked off."""

from domain.inbound.kept import Delivery, due_delivery, end_delivery, keep_delivery
from domain.kernel.permissions import Permission
from domain.work.unit import Unit

TASK, QUEUE = "payments.work_off_webhook", "payments"


def receive_delivery(unit: Unit, *, vendor: str, delivery_id: str, type: str, body: str) -> bool:
    """Keep a delivery whose signature was checked, and have it worked off; False if it was kept before."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    return keep_delivery(unit, Delivery(vendor, delivery_id, type, body), TASK, QUEUE)


def delivery_to_work_off(unit: Unit, *, vendor: str, delivery_id: str) -> Delivery | None:
    """The delivery; None if there is none or it was worked off."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    return due_delivery(unit, vendor, delivery_id)


def mark_worked_off(unit: Unit, *, vendor: str, delivery_id: str, problem: str = "") -> None:
    """Note that a delivery needs no more work; `problem` says why nothing came of it."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    end_delivery(unit, vendor, delivery_id, problem)
