"""A notice to somebody who is away, on its way: what is tried, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.alerts.away import is_away
from domain.alerts.digest import digest
from domain.alerts.gather_notices import ask_for
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.alert import Alert, AlertPreferences, AlertReader, StaffNotice, StaffNoticeAlert
from domain.models.staff import StaffMember
from domain.work.unit import Unit

PAUSES: Final = tuple(timedelta(seconds=each) for each in (15, 60, 300, 900, 3600))


@dataclass(frozen=True, slots=True)
class NoticeAttempt:
    """One try. `look_first`: an earlier one may have arrived."""

    notice_id: UUID
    channel: str
    address: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    look_first: bool
    first_tried_at: datetime


def begin_notice(unit: Unit, *, notice_id: UUID) -> NoticeAttempt | None:
    """Note that the notice is handed to the vendor now; None when there is nothing to send.

    What was seen or is seen to by now is left out; with nothing left, or where the person is back, it is dropped. An
    e-mail whose last try has no known end is not sent again.
    """
    unit.actor.require(Permission.ALERTS_OVERSEE)
    notice = _load(unit, notice_id)
    if notice.status not in ("waiting", "sending", "unknown") or notice.due_at > unit.now:
        return None
    doubtful = notice.tried_at is not None
    if doubtful and notice.channel == "email":
        notice.status = "unknown"
        return None
    if notice.status == "waiting" and not _fill(unit, notice):
        notice.status = "dropped"
        return None
    first = notice.tried_at or unit.now
    notice.status, notice.tried_at, notice.attempts = "sending", first, notice.attempts + 1
    return NoticeAttempt(
        notice_id=notice.id,
        channel=notice.channel,
        address=notice.address,
        subject=notice.subject,
        text=notice.body,
        look_first=doubtful,
        first_tried_at=first,
    )


def settle_notice(unit: Unit, *, notice_id: UUID, fate: str, vendor_ref: str = "", problem: str = "") -> None:
    """Note what came of the try: sent, failed, retry or unknown; what is tried again asks for its job itself."""
    unit.actor.require(Permission.ALERTS_OVERSEE)
    notice = _load(unit, notice_id)
    if notice.status != "sending":
        return
    notice.vendor_ref, notice.problem = vendor_ref[:200] or None, problem[:300]
    again = notice.attempts <= len(PAUSES) and (fate == "retry" or (fate == "unknown" and notice.channel == "sms"))
    if again:
        notice.status = "sending" if fate == "retry" else "unknown"
        notice.tried_at = None if fate == "retry" else notice.tried_at
        notice.due_at = unit.now + PAUSES[notice.attempts - 1]
        ask_for(unit, notice)
        return
    notice.status = fate if fate in ("sent", "unknown") else "failed"
    notice.sent_at = unit.now if fate == "sent" else None


def _fill(unit: Unit, notice: StaffNotice) -> bool:
    """Write what it says to where it goes, as of now. Whether there is anything to say to anybody."""
    person = unit.session.execute(select(StaffMember).where(StaffMember.id == notice.staff_id)).scalar_one()
    wanted = unit.session.get(AlertPreferences, person.id)
    left = _left(unit, notice)
    if wanted is None or not wanted.channel or person.locked_at is not None or not left:
        return False
    if not is_away(unit, person.id, wanted.away_after):
        return False
    notice.channel = wanted.channel
    notice.address = wanted.phone if wanted.channel == "sms" else person.email
    notice.subject, notice.body = digest(left, language=person.language, channel=wanted.channel)
    return True


def _left(unit: Unit, notice: StaffNotice) -> Sequence[Alert]:
    seen = select(AlertReader.alert_id).where(
        AlertReader.alert_id == Alert.id, AlertReader.staff_id == notice.staff_id, AlertReader.seen_at.is_not(None)
    )
    query = (
        select(Alert)
        .join(StaffNoticeAlert, StaffNoticeAlert.alert_id == Alert.id)
        .where(StaffNoticeAlert.notice_id == notice.id, Alert.acknowledged_at.is_(None), ~seen.exists())
        .order_by(Alert.made_at.desc())
    )
    return unit.session.execute(query).scalars().all()


def _load(unit: Unit, notice_id: UUID) -> StaffNotice:
    query = select(StaffNotice).where(StaffNotice.id == notice_id).with_for_update()
    notice = unit.session.execute(query).scalar_one_or_none()
    if notice is None:
        raise NotFound.of("notice", "avis", notice_id)
    return notice
