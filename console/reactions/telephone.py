"""What is asked of the telephone company is done, and what it tells about calls is noted."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from console.reactions.inbound import HANDLERS
from domain.conversations import call_errands
from domain.conversations.note_call import note_call_status, note_leg_status, note_recording, note_room
from domain.conversations.queue_call import leave_voicemail
from domain.conversations.recordings import forget_recording, recordings_of
from domain.conversations.ring_for_case import ring_for_case
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from notifications.deliver import TryLater
from notifications.twilio.telephone import Fate

TELEPHONE: Final = Actor.system("telephone")
RING: Final = "conversations.ring"
REMOVE_RECORDINGS: Final = "conversations.remove_recordings"


@task(call_errands.TASK, attempts=call_errands.MOST_ATTEMPTS + 2, queue=call_errands.QUEUE)
def run_errand(console: Any, /, **args: Any) -> object:
    """Ask the company, outside any transaction, and note what came of it."""
    order_id = UUID(args["order_id"])
    errand = console.application.perform(call_errands.begin_errand, TELEPHONE, order_id=order_id)
    if errand is None:
        return None
    telephone = console.telephone
    fate = telephone.carry_out(errand) if telephone else Fate("failed", problem="no_telephone")
    again = console.application.perform(
        call_errands.settle_errand,
        TELEPHONE,
        order_id=order_id,
        fate=fate.fate,
        vendor_ref=fate.vendor_ref,
        problem=fate.problem,
    )
    if again:
        raise TryLater(fate.problem)
    return None


def follow_erasures(subscriptions: Subscriptions) -> None:
    """What was recorded with somebody goes with their data."""
    subscriptions.on(
        ("customer.erased",), task=REMOVE_RECORDINGS, args=lambda event: {"customer_id": str(event.customer_id)}
    )


def follow_offers(subscriptions: Subscriptions) -> None:
    """Who accepts the case of a caller who waits is rung."""
    subscriptions.on(
        ("offer.accepted",),
        task=RING,
        args=lambda event: {"case_id": event.data["case_id"], "agent_id": event.data["staff_id"]},
    )


@task(RING, queue=call_errands.QUEUE)
def ring(console: Any, /, **args: Any) -> object:
    """The task: see `ring_for_case`."""
    asked = {"case_id": UUID(args["case_id"]), "agent_id": UUID(args["agent_id"])}
    return console.application.perform(ring_for_case, TELEPHONE, **asked)


@task(REMOVE_RECORDINGS, attempts=20, queue=call_errands.QUEUE)
def remove_recordings(console: Any, /, **args: Any) -> object:
    """Have the company remove them, one by one; tried again until it has."""
    privacy, customer_id = Actor.system("privacy"), UUID(args["customer_id"])
    for reference in console.application.ask(recordings_of, privacy, customer_id=customer_id):
        if console.telephone:
            console.telephone.remove_recording(reference)
        console.application.perform(forget_recording, privacy, recording_ref=reference)
    return None


def _call_status(console: Any, fields: Mapping[str, Any], link: Mapping[str, str]) -> object:
    """Of the customer's side, or of an agent's."""
    told = {"vendor_ref": fields["CallSid"], "status": str(fields.get("CallStatus", ""))}
    if "leg" in link:
        return console.application.perform(note_leg_status, TELEPHONE, leg_id=_id(link["leg"]), **told)
    if "call" in link:  # one that we made
        return console.application.perform(note_call_status, TELEPHONE, call_id=_id(link["call"]), **told)
    return console.application.perform(note_call_status, TELEPHONE, **told)


def _room(console: Any, fields: Mapping[str, Any], link: Mapping[str, str]) -> object:
    return console.application.perform(
        note_room, TELEPHONE, room=link.get("room", ""), room_ref=str(fields["ConferenceSid"])
    )


def _recording(console: Any, fields: Mapping[str, Any], link: Mapping[str, str]) -> object:
    """Of a call with somebody, or a message that was left: kept as if the caller had heard the thanks."""
    seconds = str(fields.get("RecordingDuration", ""))
    told = {
        "recording_ref": str(fields["RecordingSid"]),
        "url": str(fields.get("RecordingUrl", "")),
        "seconds": int(seconds) if seconds.isdecimal() else 0,
        "vendor_ref": str(fields.get("CallSid", "")),
    }
    if link.get("of") == "voicemail":
        return console.application.perform(leave_voicemail, TELEPHONE, **told)
    return console.application.perform(note_recording, TELEPHONE, **told, room=link.get("room", ""))


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)


HANDLERS["call.status"] = _call_status
HANDLERS["call.room"] = _room
HANDLERS["call.recording"] = _recording
