"""A caller waits for somebody, or leaves a message: their call becomes part of a conversation."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.conversations.answer_call import where_it_stands
from domain.conversations.call_rows import CallStep
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load_call import call_of
from domain.conversations.open_thread import open_thread, take_part
from domain.conversations.receive_message import heard, one_at_a_time, where_it_goes_on, woken
from domain.conversations.record_call import record_call, show_call
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.models.telephone import Call
from domain.work.unit import Unit

LONGEST_WAIT: Final = timedelta(minutes=15)


def queue_call(unit: Unit, *, vendor_ref: str) -> CallStep:
    """Put the caller in line. Their call is an entry in the newest conversation with their number, or in a new one.

    Records `conversation.call_waiting`, once.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    if call.stage != "menu":
        return where_it_stands(call)
    join_conversation(unit, call)
    call.stage, call.waiting_at = "waiting", unit.now
    record_call(unit, "conversation.call_waiting", call)
    show_call(unit, call)
    return CallStep("queue", call.language)


def leave_voicemail(unit: Unit, *, vendor_ref: str, recording_ref: str, url: str, seconds: int) -> CallStep:
    """Keep the message that the caller left, in a case that somebody calls back.

    Records `conversation.voicemail_left`. Told twice, it is kept once.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    if call.outcome != "voicemail":
        join_conversation(unit, call)
        call.recording_ref, call.recording_url, call.recording_seconds = recording_ref, url[:500], max(0, seconds)
        call.outcome = "voicemail"
        if call.stage != "over":
            call.stage = "message"
        record_call(unit, "conversation.voicemail_left", call, {"seconds": call.recording_seconds})
        show_call(unit, call)
    return CallStep("thanks", call.language)


def leave_line(unit: Unit, *, vendor_ref: str) -> CallStep:
    """The caller would rather leave a message than wait, or has waited for `LONGEST_WAIT` and is asked to.

    Records `conversation.call_left_line`.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call = call_of(unit, vendor_ref)
    if call.stage != "waiting":
        return where_it_stands(call)
    call.stage = "message"
    record_call(unit, "conversation.call_left_line", call)
    show_call(unit, call)
    waited = unit.now - call.waiting_at if call.waiting_at else timedelta()
    return CallStep("message", call.language, {"why": "busy"} if waited >= LONGEST_WAIT else {})


def join_conversation(unit: Unit, call: Call) -> None:
    """Make the call an entry of a conversation, if it is none yet."""
    if call.entry_id is not None:
        return
    number = call.number
    one_at_a_time(unit, "phone", number or call.vendor_ref)
    found = _going_on(unit, number)
    if found is not None:
        conversation, case = woken(unit, found)
    else:
        conversation, case = open_thread(
            unit,
            channel="phone",
            address=number,
            subject=title_of(number),
            topic="order" if call.order_id else "other",
            customer_id=call.customer_id,
            order_id=call.order_id,
            language=call.language,
        )
    new = NewEntry(
        kind="call",
        direction="in",
        channel="phone",
        address=number,
        body=title_of(number),
        author_name=conversation.contact_name,
        status="received",
        external_ref=call.vendor_ref,
        details={"call_id": str(call.id), "stage": call.stage},
    )
    entry = add_entry(unit, conversation, case, new)
    heard(unit, conversation, case, channel="phone", address=number)
    for channel in ("phone", "sms"):  # it is the same telephone
        take_part(unit, conversation, channel, number)
    call.conversation_id, call.entry_id = conversation.id, entry.id
    call.customer_id = conversation.customer_id or call.customer_id


def title_of(number: str) -> str:
    """What lists show of it: contacts are masked there."""
    return f"☎ {mask_contact('sms', number)}" if number else "☎"


def _going_on(unit: Unit, number: str) -> UUID | None:
    """Where somebody with this number was heard last, by telephone or SMS."""
    if not number:
        return None
    return where_it_goes_on(unit, "phone", number) or where_it_goes_on(unit, "sms", number)
