"""An e-mail comes in: kept as it came, and then worked off as a message, as a notice, or as one that bounced."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select

from domain.conversations.addresses import check_address
from domain.conversations.body import LONGEST_BODY
from domain.conversations.entries import NewEntry, NewFile, add_entry
from domain.conversations.inbound import QUEUE, TASK
from domain.conversations.load import load_conversation
from domain.conversations.receive_message import LONGEST_NAME, Received, receive_message
from domain.documents.kinds import check_file
from domain.inbound.kept import Delivery, keep_delivery
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import keepable_text
from domain.models.conversation import ConversationEntry
from domain.work.unit import Unit

VENDOR: Final = "email"
TYPE: Final = "email.received"
LARGEST_MAIL: Final = 25_000_000  # bytes
_LONGEST_QUOTE: Final = 5_000


@dataclass(frozen=True, slots=True)
class NewMail:
    """An e-mail that was read. `answers` are the Message-IDs before it; of `files` those that cannot be taken have no
    content.
    """

    sender: str
    text: str = field(repr=False)
    name: str = ""
    subject: str = ""
    message_id: str = ""
    quoted: str = field(default="", repr=False)
    answers: Sequence[str] = ()
    files: Sequence[tuple[str, bytes | None]] = field(default=(), repr=False)
    automatic: bool = False


def keep_mail(unit: Unit, *, delivery_id: str, content: bytes) -> bool:
    """Keep a mail as it came and have it worked off; False if it was kept before. Its bytes stand outside the database
    until it is worked off.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    sha256 = hashlib.sha256(content).hexdigest()
    delivery = Delivery(VENDOR, delivery_id, TYPE, json.dumps({"fields": {"sha256": sha256}}))
    if not keep_delivery(unit, delivery, TASK, QUEUE):
        return False
    unit.ports.storage.keep(content)
    return True


def receive_email(unit: Unit, *, mail: NewMail) -> Received | None:
    """Keep what a customer wrote in the conversation that it answers, else where `receive_message` says.

    What nobody wrote (`automatic`) becomes a notice in the conversation that it answers, and is left alone where it
    answers none: then None. Files that are not taken are named in the entry. Records what `receive_message` does, or
    `conversation.noticed`. Refuses with `Invalid` a sender who has no address.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    where = check_address("email", mail.sender)
    answered = _conversation_of(unit, mail.answers)
    text = keepable_text(mail.text, most=LONGEST_BODY)
    if mail.automatic:
        return _notice(unit, answered, where, mail, text) if answered else None
    files, left = _taken(mail.files)
    details: dict[str, Any] = {"quoted": keepable_text(mail.quoted, most=_LONGEST_QUOTE)} if mail.quoted else {}
    return receive_message(
        unit,
        channel="email",
        address=where,
        name=keepable_text(" ".join(mail.name.split()), most=LONGEST_NAME),
        subject=keepable_text(mail.subject, most=200),
        body=text or "…",
        conversation_id=answered,
        answers=mail.answers,
        external_ref=mail.message_id or None,
        details=details | ({"not_taken": left} if left else {}),
        files=files,
    )


def entry_of_mail(unit: Unit, *, message_id: str) -> UUID | None:
    """The entry that a mail of ours was, by its Message-ID."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    query = select(ConversationEntry.id).where(_known((message_id,))).limit(1)
    return unit.session.execute(query).scalar_one_or_none()


def _conversation_of(unit: Unit, answers: Sequence[str]) -> UUID | None:
    if not answers:
        return None
    query = select(ConversationEntry.conversation_id).where(_known(answers))
    return unit.session.execute(query.order_by(ConversationEntry.at.desc()).limit(1)).scalar_one_or_none()


def _known(message_ids: Sequence[str]) -> Any:
    """Ours hold the entry's id, so that they are known before the vendor has told that it has them."""
    ids = [id for each in message_ids if (id := _id_in(each))]
    known = (ConversationEntry.channel == "email") & ConversationEntry.external_ref.in_(list(message_ids)[:100])
    ours = (ConversationEntry.channel == "email") & ConversationEntry.id.in_(ids)
    return or_(known, ours)


def _id_in(message_id: str) -> UUID | None:
    try:
        return UUID(message_id.lstrip("<").partition("@")[0])
    except ValueError:
        return None


def _taken(files: Sequence[tuple[str, bytes | None]]) -> tuple[list[NewFile], list[str]]:
    """Those that may be kept, and the names of the others."""
    taken, left = [], []
    for given, content in files:
        name = keepable_text(given, most=200) or "file"
        try:
            check_file(content or b"", field="files")
        except Invalid:
            left.append(name)
        else:
            taken.append(NewFile(name, content or b""))
    return taken, left


def _notice(unit: Unit, conversation_id: UUID, where: str, mail: NewMail, text: str) -> Received:
    conversation, case = load_conversation(unit, conversation_id)
    query = select(ConversationEntry).where(
        ConversationEntry.channel == "email", ConversationEntry.external_ref == (mail.message_id or None)
    )
    if mail.message_id and (known := unit.session.execute(query).scalar_one_or_none()):
        return Received(conversation.id, known.id, known.seq, repeated=True)
    new = NewEntry(
        kind="notice",
        direction="internal",
        channel="email",
        address=where,
        subject=keepable_text(mail.subject, most=200),
        body=text[:2000] or "…",
        status="kept",
        external_ref=mail.message_id or None,
        details={"notice": "automatic_reply"},
    )
    entry = add_entry(unit, conversation, case, new)
    return Received(conversation.id, entry.id, entry.seq)
