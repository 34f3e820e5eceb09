"""A reply on its way by SMS or e-mail: what is tried, and what came of it. The vendor is called between the two."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.mail_subject import subject_of
from domain.conversations.note_delivery import announce, note_delivery
from domain.conversations.stopped import is_stopped
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.messages.queue import may_write
from domain.messages.stopped import OPTED_OUT, learn
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry, EntryAttachment
from domain.models.document import Document
from domain.work.unit import Unit

MOST_ATTEMPTS: Final = 8
_MOST_ANSWERED: Final = 20  # Message-IDs in References


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One try. `look_first`: an earlier one may have arrived, so the vendor is asked before it is sent again.
    `answers` are the Message-IDs of the thread so far, oldest first."""

    entry_id: UUID
    channel: str
    address: str = field(repr=False)
    subject: str
    body: str = field(repr=False)
    look_first: bool
    first_tried_at: datetime
    answers: tuple[str, ...]
    files: tuple[OutgoingFile, ...]


def begin_delivery(unit: Unit, *, entry_id: UUID) -> Outgoing | None:
    """Note that the reply is handed to the vendor now; None when there is nothing to send.

    To a number that wrote STOP, or a customer who does not want to be written to, nothing is sent: it is skipped. An
    e-mail whose last try has no known end is not sent again but shown as unknown.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    entry = _load(unit, entry_id)
    if entry.direction != "out" or entry.status not in ("queued", "sending", "unknown"):
        return None
    doubtful = entry.status != "queued"
    if doubtful and entry.channel == "email":
        note_delivery(unit, entry_id=entry.id, status="unknown", problem="fate_unknown")
        return None
    conversation, case = _around(unit, entry)
    if not doubtful and not _wanted(unit, entry, conversation.customer_id):
        note_delivery(unit, entry_id=entry.id, status="skipped", problem=OPTED_OUT)
        return None
    first = datetime.fromisoformat(entry.details["tried_first"]) if doubtful else unit.now
    entry.details = {**entry.details, "tried_first": first.isoformat()}
    entry.status, entry.attempts = "sending", entry.attempts + 1
    announce(unit, conversation.id, "delivery")
    by_mail = entry.channel == "email"
    return Outgoing(
        entry_id=entry.id,
        channel=entry.channel,
        address=entry.address,
        subject=subject_of(unit, entry, case) if by_mail else "",
        body=entry.body,
        look_first=doubtful,
        first_tried_at=first,
        answers=_answered(unit, entry) if by_mail else (),
        files=_files(unit, entry.id) if by_mail else (),
    )


def settle_delivery(unit: Unit, *, entry_id: UUID, fate: str, vendor_ref: str = "", problem: str = "") -> bool:
    """Note what came of the try: sent, failed, retry or unknown; True when it has to be tried again later.

    What the vendor has told meanwhile stays: nothing goes backwards. A number that it says wants no SMS is stopped.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    entry = _load(unit, entry_id)
    if entry.status != "sending":
        if vendor_ref and entry.external_ref is None:
            entry.external_ref = vendor_ref
        return False
    again = entry.attempts < MOST_ATTEMPTS and (fate == "retry" or (fate == "unknown" and entry.channel == "sms"))
    if again:
        entry.status, entry.problem = ("queued" if fate == "retry" else "unknown"), problem[:300]
        announce(unit, entry.conversation_id, "delivery")
        return True
    status = fate if fate in ("sent", "unknown") else "failed"
    learn(unit, entry.channel, entry.address, problem)
    if problem == OPTED_OUT and entry.channel == "sms":  # they told the vendor, not us
        status = "skipped"
    note_delivery(
        unit,
        entry_id=entry.id,
        status=status,
        problem="" if status == "sent" else (problem or fate)[:300],
        external_ref=vendor_ref or None,
    )
    return False


def _load(unit: Unit, entry_id: UUID) -> ConversationEntry:
    query = select(ConversationEntry).where(ConversationEntry.id == entry_id).with_for_update()
    entry = unit.session.execute(query).scalar_one_or_none()
    if entry is None:
        raise NotFound.of("message", "message", entry_id)
    return entry


def _around(unit: Unit, entry: ConversationEntry) -> tuple[Conversation, Case]:
    query = select(Conversation, Case).join(Case, Case.id == Conversation.case_id)
    found = unit.session.execute(query.where(Conversation.id == entry.conversation_id)).one()
    return found[0], found[1]


def _wanted(unit: Unit, entry: ConversationEntry, customer_id: UUID | None) -> bool:
    if entry.channel == "sms" and is_stopped(unit, entry.address):
        return False
    return customer_id is None or may_write(unit, customer_id, entry.channel, "service")


def _answered(unit: Unit, entry: ConversationEntry) -> tuple[str, ...]:
    query = (
        select(ConversationEntry.external_ref)
        .where(
            ConversationEntry.conversation_id == entry.conversation_id,
            ConversationEntry.channel == "email",
            ConversationEntry.external_ref.is_not(None),
            ConversationEntry.seq < entry.seq,
        )
        .order_by(ConversationEntry.seq.desc())
        .limit(_MOST_ANSWERED)
    )
    return tuple(each for each in reversed(unit.session.execute(query).scalars().all()) if each)


def _files(unit: Unit, entry_id: UUID) -> tuple[OutgoingFile, ...]:
    query = (
        select(Document.name, Document.media_type, Document.sha256)
        .join(EntryAttachment, EntryAttachment.document_id == Document.id)
        .where(EntryAttachment.entry_id == entry_id, Document.removed_at.is_(None))
        .order_by(Document.made_at, Document.id)
    )
    return tuple(
        OutgoingFile(name, media_type, unit.ports.storage.read(sha256))
        for name, media_type, sha256 in unit.session.execute(query)
    )
