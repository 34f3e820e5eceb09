"""Recordings of somebody who is erased lie with the vendor, who is asked to remove them."""

from uuid import UUID

from sqlalchemy import select, update

from domain.kernel.permissions import Permission
from domain.models.telephone import Call
from domain.work.family import members_of
from domain.work.unit import Unit


def recordings_of(unit: Unit, *, customer_id: UUID) -> tuple[str, ...]:
    """The vendor's ids of what was recorded with the customer."""
    unit.actor.require(Permission.CUSTOMERS_ERASE)
    query = select(Call.recording_ref).where(
        Call.customer_id.in_(members_of(unit, customer_id)), Call.recording_ref != ""
    )
    return tuple(unit.session.execute(query.order_by(Call.started_at)).scalars())


def forget_recording(unit: Unit, *, recording_ref: str) -> None:
    """The vendor has it no longer."""
    unit.actor.require(Permission.CUSTOMERS_ERASE)
    gone = update(Call).where(Call.recording_ref == recording_ref)
    unit.session.execute(gone.values(recording_ref="", recording_url="", recording_seconds=0))
