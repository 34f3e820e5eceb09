"""Somebody of staff answers the customer."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.conversations.addresses import check_address, check_channel
from domain.conversations.body import clean_body
from domain.conversations.entries import NewEntry, NewFile, add_entry, check_client_key, entry_with_key
from domain.conversations.load import load_conversation
from domain.conversations.open_thread import take_part
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit

DELIVER: Final = "conversations.deliver"
WRITTEN: Final = ("chat", "sms", "email")
_BY_VENDOR: Final = ("sms", "email")


def reply(
    unit: Unit,
    *,
    conversation_id: UUID,
    body: str,
    channel: str | None = None,
    address: str | None = None,
    subject: str = "",
    client_key: str | None = None,
    files: Sequence[NewFile] = (),
) -> UUID:
    """Write to the customer on `channel`, where they were heard last without one, and tell the entry's id.

    SMS and e-mail are rows first, sent by a job; a chat has it at once. A case that nobody has is the writer's from
    now on, and waits for the customer. The same `client_key` is written once. Records `conversation.reply_sent`.
    Refuses with `Conflict` a closed case, with `Invalid` a channel on which nothing is written, or one without an
    address.
    """
    unit.actor.require(Permission.CASES_WRITE, Permission.MESSAGES_SEND)
    text = clean_body(body, required=not files)
    title = clean_text(subject, field="subject", most=200, required=False)
    key = check_client_key(client_key)
    conversation, case = load_conversation(unit, conversation_id)
    if (written := entry_with_key(unit, conversation.id, key)) is not None:
        return written.id
    if case.status == "closed":
        raise Conflict(code="case_closed", en="The case is closed.", fr="Le dossier est clos.")
    by = _channel(channel or conversation.channel)
    where = _address(conversation, by, address)
    entry = add_entry(
        unit,
        conversation,
        case,
        NewEntry(
            kind="message",
            direction="out",
            channel=by,
            address=where,
            subject=title,
            body=text,
            status="queued" if by in _BY_VENDOR else "sent",
            client_key=key,
            files=files,
        ),
    )
    answered(unit, conversation, case)
    take_part(unit, conversation, by, where)
    if by in _BY_VENDOR:
        unit.defer(DELIVER, entry_id=str(entry.id))
    return entry.id


def answered(unit: Unit, conversation: Conversation, case: Case) -> None:
    """The customer has an answer: it is their turn."""
    conversation.first_answered_at = conversation.first_answered_at or unit.now
    conversation.waiting_since = None
    conversation.staff_read_seq = conversation.last_seq
    if case.owner_id is None and unit.actor.kind is ActorKind.STAFF and unit.actor.id is not None:
        assign_case(unit, case_id=case.id, owner_id=unit.actor.id)
    if case.status != "waiting":
        case.status, case.version = "waiting", case.version + 1


def _channel(channel: str) -> str:
    check_channel(channel)
    if channel not in WRITTEN:
        raise Invalid(
            field="channel",
            code="nothing_written",
            en="A reply goes by chat, SMS or e-mail.",
            fr="Une réponse part par chat, SMS ou e-mail.",
        )
    return channel


def _address(conversation: Conversation, channel: str, address: str | None) -> str:
    """Where it goes: as said, or where the customer was heard last on the channel."""
    if address:
        return check_address(channel, address)
    same = conversation.channel == channel or {conversation.channel, channel} == {"phone", "sms"}
    if same and conversation.address:
        return conversation.address
    raise Invalid(
        field="address",
        code="no_address",
        en="There is no address to write to on this channel.",
        fr="Il n’y a pas d’adresse à laquelle écrire sur ce canal.",
    )
