"""A case is closed, or a request read: nobody has to see to what was told about it."""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from domain.alerts.acknowledge_alert import settle
from domain.alerts.alert_request_back import RULE
from domain.models.alert import Alert
from domain.models.event import EventRow
from domain.work.unit import Unit


def end_alerts_of_case(unit: Unit, case_id: UUID, *, by: EventRow) -> None:
    """Whoever closes the case has seen to its alerts, and to those about its customer that came of it; those about
    orders, requests and what happened once stand. Records `alert.acknowledged` of each. A part of use cases.
    """
    of_case = (Alert.case_id == case_id) & Alert.subject_kind.in_(("case", "customer"))
    _end(unit, of_case, by)


def end_alerts_of_request(unit: Unit, approval_id: UUID, *, by: EventRow) -> None:
    """Whoever has read that a request came back has seen to the alert that said so. A part of use cases."""
    _end(unit, (Alert.subject_kind == "approval") & (Alert.subject_id == approval_id) & (Alert.rule == RULE), by)


def _end(unit: Unit, which: ColumnElement[bool], by: EventRow) -> None:
    query = select(Alert).where(which, Alert.acknowledged_at.is_(None)).order_by(Alert.id).with_for_update()
    for found in unit.session.execute(query).scalars().all():
        settle(unit, found, by.actor_id, by.actor_name)
