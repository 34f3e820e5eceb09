"""End the session one acts in."""

from sqlalchemy import update

from domain.events.event import Stream
from domain.models.staff import StaffSession
from domain.staff import events
from domain.staff.members import is_open, own_id
from domain.work.unit import Unit


def sign_out(unit: Unit) -> None:
    """End the actor's session; its open screens close. Twice is harmless.

    Records `staff.signed_out`. Refuses with `Denied` who is not signed in.
    """
    staff_id = own_id(unit.actor)
    ended = unit.session.execute(
        update(StaffSession)
        .where(
            StaffSession.id == unit.actor.session_id,
            StaffSession.staff_id == staff_id,
            *is_open(unit.now),
        )
        .values(ended_at=unit.now)
        .returning(StaffSession.id)
    )
    if ended.first() is not None:
        unit.record(
            events.SIGNED_OUT,
            stream=Stream.of_staff(staff_id),
            data={"staff_id": str(staff_id), "session_id": str(unit.actor.session_id)},
        )
