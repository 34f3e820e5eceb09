"""Whoever is away is told of alerts by SMS or e-mail: many alerts, one message."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert

from domain.alerts.away import is_away
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.messages.quiet_hours import quiet_end
from domain.models.alert import SEVERITIES, Alert, AlertPreferences, AlertReader, StaffNotice, StaffNoticeAlert
from domain.models.staff import StaffMember
from domain.work.unit import Unit

SEND: Final = "alerts.send_notice"
QUEUE: Final = "alerts"
_YOUNG: Final = timedelta(days=1)
_FORGOTTEN: Final = timedelta(minutes=10)
_LOCK: Final = 7_340_061


def gather_notices(unit: Unit) -> int:
    """Put every alert that somebody who is away has not seen into a notice to them, once; how many notices are new.

    A notice goes at once, but not before `gather` minutes after the last one and not in the person's night: what
    comes until then is added to it. Notices whose job was lost are asked for again.
    """
    unit.actor.require(Permission.ALERTS_OVERSEE)
    unit.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    people = (
        select(StaffMember, AlertPreferences)
        .join(AlertPreferences, AlertPreferences.staff_id == StaffMember.id)
        .where(AlertPreferences.channel != "", StaffMember.locked_at.is_(None))
        .order_by(StaffMember.id)
    )
    new = 0
    for person, wanted in unit.session.execute(people).all():
        unseen = _unseen_by(unit, person, wanted.least)
        if unseen and is_away(unit, person.id, wanted.away_after):
            new += _add(unit, person, wanted, unseen)
    _ask_again(unit)
    return new


def _unseen_by(unit: Unit, person: StaffMember, least: str) -> Sequence[UUID]:
    reader = select(AlertReader.alert_id).where(AlertReader.alert_id == Alert.id, AlertReader.staff_id == person.id)
    told = select(StaffNoticeAlert.alert_id).where(
        StaffNoticeAlert.alert_id == Alert.id, StaffNoticeAlert.staff_id == person.id
    )
    query = select(Alert.id).where(
        Alert.acknowledged_at.is_(None),
        Alert.made_at > unit.now - _YOUNG,
        Alert.severity.in_(SEVERITIES[SEVERITIES.index(least) :]),
        or_(Alert.roles.contains([person.role]), reader.where(AlertReader.named.is_(True)).exists()),
        ~reader.where(AlertReader.seen_at.is_not(None)).exists(),
        ~told.exists(),
    )
    return unit.session.execute(query.order_by(Alert.made_at)).scalars().all()


def _add(unit: Unit, person: StaffMember, wanted: AlertPreferences, alerts: Sequence[UUID]) -> int:
    waiting = select(StaffNotice).where(StaffNotice.staff_id == person.id, StaffNotice.status == "waiting")
    notice = unit.session.execute(waiting.with_for_update()).scalar_one_or_none()
    new = notice is None
    if notice is None:
        notice = StaffNotice(
            id=new_id(at=unit.now),
            staff_id=person.id,
            channel=wanted.channel,
            status="waiting",
            made_at=unit.now,
            due_at=_due(unit, person, wanted),
        )
        unit.session.add(notice)
        unit.session.flush()
        ask_for(unit, notice)
    rows = [{"staff_id": person.id, "alert_id": id, "notice_id": notice.id} for id in alerts]
    unit.session.execute(insert(StaffNoticeAlert).values(rows).on_conflict_do_nothing())
    return int(new)


def _due(unit: Unit, person: StaffMember, wanted: AlertPreferences) -> datetime:
    last = select(func.max(StaffNotice.tried_at)).where(StaffNotice.staff_id == person.id)
    tried: datetime | None = unit.session.execute(last).scalar_one()
    due = max(unit.now, tried + timedelta(minutes=wanted.gather)) if tried else unit.now
    return quiet_end(due, [person.time_zone], begins=wanted.quiet_from, ends=wanted.quiet_until) or due


def ask_for(unit: Unit, notice: StaffNotice, /) -> None:
    """A part of use cases: the job that sends the notice at its time."""
    unit.defer(SEND, queue=QUEUE, lock=f"notice:{notice.id}", run_at=notice.due_at, notice_id=str(notice.id))


def _ask_again(unit: Unit) -> None:
    looked_for = (StaffNotice.status == "unknown") & (StaffNotice.channel == "sms")
    lost = select(StaffNotice).where(
        or_(StaffNotice.status.in_(("waiting", "sending")), looked_for),
        StaffNotice.due_at < unit.now - _FORGOTTEN,
        or_(StaffNotice.tried_at.is_(None), StaffNotice.tried_at < unit.now - _FORGOTTEN),
    )
    for notice in unit.session.execute(lost.limit(100)).scalars().all():
        notice.due_at = unit.now
        ask_for(unit, notice)
