"""A case is closed: nobody has to see to what was told about it."""

from uuid import UUID

from sqlalchemy import select

from domain.alerts.acknowledge_alert import settle
from domain.models.alert import Alert
from domain.work.unit import Unit


def end_alerts_of_case(unit: Unit, case_id: UUID) -> None:
    """Whoever closes the case has seen to its alerts, and to those about its customer that came of it; those about
    orders, requests and what happened once stand. Records `alert.acknowledged` of each. A part of use cases.
    """
    query = select(Alert).where(
        Alert.case_id == case_id, Alert.subject_kind.in_(("case", "customer")), Alert.acknowledged_at.is_(None)
    )
    for found in unit.session.execute(query.order_by(Alert.id).with_for_update()).scalars().all():
        settle(unit, found)
