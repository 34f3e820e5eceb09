"""Somebody has seen the alerts that are for them. Courtesy, not history: no event is recorded."""

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.dialects.postgresql import insert

from domain.alerts.queries import visible
from domain.customers.watch import announce_watching
from domain.kernel.permissions import Permission
from domain.models.alert import Alert, AlertReader
from domain.models.staff import StaffMember
from domain.work.unit import Unit

MOST: Final = 500


def see_alerts(unit: Unit) -> None:
    """The actor knows of every open alert that is for them. Whoever is not of staff has no eyes: nothing is written."""
    unit.actor.require(Permission.ALERTS_READ)
    me = unit.actor.id
    if me is None or unit.session.get(StaffMember, me) is None:
        return
    unseen = (
        select(Alert.id, literal(me), literal(False), literal(unit.now))
        .where(Alert.acknowledged_at.is_(None), visible(unit, "mine"))
        .where(~_seen_by(me))
        .order_by(Alert.made_at.desc())
        .limit(MOST)
    )
    columns = ["alert_id", "staff_id", "named", "seen_at"]
    written = insert(AlertReader).from_select(columns, unseen)
    known = written.on_conflict_do_update(index_elements=["alert_id", "staff_id"], set_={"seen_at": unit.now})
    if unit.session.execute(known.returning(AlertReader.alert_id)).first() is not None:
        announce_watching(unit, me)


def _seen_by(staff_id: UUID) -> ColumnElement[bool]:
    return (
        select(AlertReader.alert_id)
        .where(AlertReader.alert_id == Alert.id, AlertReader.staff_id == staff_id, AlertReader.seen_at.is_not(None))
        .exists()
    )
