"""What the vendor tells of a call: in any order, and as often as it likes."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.call_errands import dialled, end_call, end_leg
from domain.conversations.load_call import call_of, load_call, load_leg
from domain.conversations.record_call import show_call
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.telephone import Call
from domain.work.unit import Unit

OVER: Final = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


def note_call_status(unit: Unit, *, vendor_ref: str, status: str, call_id: UUID | None = None) -> None:
    """The customer's side has come so far. Only its end matters here, once. Records `conversation.call_ended`.

    `call_id` is the call that we made, whose side may not be known by the vendor's id yet. Refuses with `NotFound` a
    call that nobody knows.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = load_call(unit, call_id) if call_id else call_of(unit, vendor_ref)
    if call_id:
        dialled(unit, call, vendor_ref)
    if status in OVER and call.vendor_ref == vendor_ref:
        end_call(unit, call, outcome_of(call, status))


def note_leg_status(unit: Unit, *, leg_id: UUID, vendor_ref: str, status: str) -> None:
    """An agent's side has come so far; refuses with `NotFound` one that nobody knows."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call, leg = load_leg(unit, leg_id)
    leg.vendor_ref = leg.vendor_ref or vendor_ref
    if status in OVER:
        end_leg(unit, call, leg, status)
    elif status == "ringing" and leg.status == "asked":
        leg.status = "ringing"


def note_room(unit: Unit, *, room: str, room_ref: str) -> None:
    """The conference that caller and agent meet in has this id at the vendor."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    load_call(unit, _id_in(room)).room_ref = room_ref[:100]


def note_recording(
    unit: Unit, *, recording_ref: str, url: str, seconds: int, room: str = "", vendor_ref: str = ""
) -> None:
    """A recording of the call is ready; it is found by its room, or by the caller's side."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = load_call(unit, _id_in(room)) if room else call_of(unit, vendor_ref)
    call.recording_ref, call.recording_url, call.recording_seconds = recording_ref[:100], url[:500], max(0, seconds)
    show_call(unit, call)


def recording_of(unit: Unit, *, call_id: UUID) -> str:
    """The vendor's id of the call's recording, "" where there is none; `NotFound` for no call."""
    unit.actor.require(Permission.CASES_READ)
    query = select(Call.recording_ref).where(Call.id == call_id)
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("call", "appel", call_id)
    return found


def outcome_of(call: Call, status: str, /) -> str:
    """How a call ended about which the vendor said `status` at last."""
    if call.answered_at:
        return "answered"
    if status == "failed":
        return "failed"
    if call.is_out:
        return "unanswered"
    return "served" if call.order_id and call.stage == "menu" else "abandoned"


def _id_in(room: str) -> UUID:
    try:
        return UUID(room.removeprefix("call-"))
    except ValueError:
        return UUID(int=0)
