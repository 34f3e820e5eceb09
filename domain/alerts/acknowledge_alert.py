"""Somebody sees to what an alert tells."""

from uuid import UUID

from sqlalchemy import select

from domain.alerts.queries import visible
from domain.alerts.raise_alert import announce_alert
from domain.events.event import Stream
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.alert import Alert, AlertReader
from domain.work.unit import Unit


def acknowledge_alert(unit: Unit, *, alert_id: UUID) -> None:
    """Say that the actor sees to it; everybody whom it is for is told. Records `alert.acknowledged`.

    A second time changes nothing. `NotFound`, also where it is not for the actor.
    """
    unit.actor.require(Permission.ALERTS_READ)
    query = select(Alert).where(Alert.id == alert_id, visible(unit)).with_for_update(of=Alert)
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("alert", "alerte", alert_id)
    if found.acknowledged_at is None:
        settle(unit, found, unit.actor.id, unit.actor.name)


def settle(unit: Unit, found: Alert, by_id: UUID | None, by: str) -> None:
    """Somebody has seen to a locked alert, and everybody whom it is for is told. A part of use cases."""
    found.acknowledged_by_id, found.acknowledged_by, found.acknowledged_at = by_id, by, unit.now
    unit.session.flush()
    unit.record(
        "alert.acknowledged",
        stream=Stream.named(f"alert:{found.id}"),
        customer_id=found.customer_id,
        order_id=found.order_id,
        data={"alert_id": str(found.id), "rule": found.rule, "name": found.rule_name},
    )
    named = select(AlertReader.staff_id).where(AlertReader.alert_id == found.id, AlertReader.named.is_(True))
    announce_alert(unit, found.roles, list(unit.session.execute(named).scalars()))
