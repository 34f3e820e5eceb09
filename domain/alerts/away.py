"""Who is not there to see an alert. Parts of use cases."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from domain.models.agent import Agent
from domain.models.staff import StaffMember, StaffSession
from domain.work.unit import Unit


def is_away(unit: Unit, staff_id: UUID, minutes: int, /) -> bool:
    """Whether nobody is signed in as them, no screen of theirs was heard of for so long, or they have said so for as
    long.
    """
    before = unit.now - timedelta(minutes=minutes)
    signed_in = (
        select(StaffSession.id)
        .where(
            StaffSession.staff_id == StaffMember.id,
            StaffSession.ended_at.is_(None),
            StaffSession.expires_at > unit.now,
        )
        .exists()
    )
    query = (
        select(
            signed_in.label("signed_in"),
            func.greatest(StaffMember.last_seen_at, Agent.heartbeat_at).label("heard"),
            Agent.presence,
            Agent.since,
            Agent.online_at,
        )
        .outerjoin(Agent, Agent.staff_id == StaffMember.id)
        .where(StaffMember.id == staff_id)
    )
    row = unit.session.execute(query).one()
    said_so = row.presence == "away" and row.online_at is not None and row.since <= before
    heard: datetime | None = row.heard
    return not row.signed_in or heard is None or heard <= before or said_so
