"""Keep a session open while its person works. Bookkeeping, not history: no event is recorded."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from domain.kernel.permissions import Permission
from domain.models.staff import StaffMember, StaffSession
from domain.staff.members import is_open
from domain.work.unit import Unit

LONGEST = timedelta(hours=12)  # from sign-in, however busy
IDLE = timedelta(hours=2)
AT_MOST_EVERY = timedelta(minutes=5)


def keep_session(unit: Unit, *, session_id: UUID) -> None:
    """Put off the end of an open session to two hours from now, at most to twelve hours after its sign-in."""
    unit.actor.require(Permission.STAFF_MANAGE)
    query = select(StaffSession).where(StaffSession.id == session_id, *is_open(unit.now)).with_for_update()
    session = unit.session.execute(query).scalar_one_or_none()
    if session is None:
        return
    session.expires_at = end_of_session(started=session.created_at, used=unit.now)
    unit.session.execute(update(StaffMember).where(StaffMember.id == session.staff_id).values(last_seen_at=unit.now))


def end_of_session(*, started: datetime, used: datetime) -> datetime:
    """When a session ends that was `started` and last `used` at these times."""
    return min(started + LONGEST, used + IDLE)


def is_due(*, started: datetime, expires: datetime, now: datetime) -> bool:
    """Whether a use at `now` puts off the end by enough to be worth a write."""
    return end_of_session(started=started, used=now) - expires >= AT_MOST_EVERY
