"""An SMS comes in: a message, or the word that stops and starts SMS."""

from typing import Final

from sqlalchemy import select

from domain.conversations.addresses import check_address, likely_customers
from domain.conversations.body import LONGEST_BODY
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load import load_conversation
from domain.conversations.receive_message import Received, receive_message
from domain.conversations.stopped import free_number, stop_number, word_of
from domain.customers.set_consent import set_consent
from domain.kernel.permissions import Permission
from domain.kernel.text import keepable_text
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact, ConversationEntry
from domain.work.unit import Unit

_NOTICES: Final = {"stop": "sms_stopped", "start": "sms_started"}


def receive_sms(unit: Unit, *, number: str, body: str, external_ref: str) -> Received | None:
    """Keep what came from `number`; None where it was STOP or START alone, which change what may be sent.

    STOP withdraws the consent to SMS of everybody who has the number, for service and marketing; START gives that for
    service back. Both are noted in an open conversation. Records `consent.withdrawn`, `consent.granted`,
    `conversation.noticed`, or what `receive_message` does. The same `external_ref` is kept once.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CUSTOMERS_WRITE)
    word = word_of(body)
    if not word:
        text = keepable_text(body, most=LONGEST_BODY) or "…"
        return receive_message(unit, channel="sms", address=number, body=text, external_ref=external_ref)
    where = check_address("sms", number)
    if word == "stop":
        stop_number(unit, where)
    else:
        free_number(unit, where)
    for customer_id in likely_customers(unit, "sms", where):
        for purpose in ("service", "marketing") if word == "stop" else ("service",):
            set_consent(unit, customer_id=customer_id, channel="sms", purpose=purpose, granted=word == "start")
    _notice(unit, where, word, body, external_ref)
    return None


def _notice(unit: Unit, number: str, word: str, body: str, external_ref: str) -> None:
    known = select(ConversationEntry.id).where(
        ConversationEntry.channel == "sms", ConversationEntry.external_ref == external_ref
    )
    running = (
        select(Conversation.id)
        .join(ConversationContact, ConversationContact.conversation_id == Conversation.id)
        .join(Case, Case.id == Conversation.case_id)
        .where(
            ConversationContact.channel == "sms",
            ConversationContact.address == number,
            Conversation.merged_into_id.is_(None),
            Case.status != "closed",
        )
        .order_by(Conversation.last_at.desc())
        .limit(1)
    )
    found = unit.session.execute(running).scalar_one_or_none()
    if found is None or unit.session.execute(known).first():
        return
    conversation, case = load_conversation(unit, found)
    new = NewEntry(
        kind="notice",
        direction="internal",
        channel="sms",
        address=number,
        body=body.strip()[:20],
        status="kept",
        external_ref=external_ref,
        details={"notice": _NOTICES[word]},
    )
    add_entry(unit, conversation, case, new)
