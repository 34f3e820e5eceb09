"""Add an entry to a thread: numbered, announced, and what follows for the case."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from domain.conversations.body import preview_of
from domain.conversations.record import record_conversation
from domain.conversations.redaction import redact
from domain.db.prepared import Prepared
from domain.documents.keep import keep_document
from domain.documents.kinds import check_file
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry, EntryAttachment
from domain.work.unit import Unit

MOST_FILES: Final = 10
_EVENTS: Final = {
    ("message", "in"): "conversation.message_received",
    ("message", "out"): "conversation.reply_sent",
    ("note", "internal"): "conversation.note_added",
    ("notice", "internal"): "conversation.noticed",
    ("notice", "out"): "conversation.noticed",
}


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that comes with a message: what it is called, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry before it has its place. `author_name` of the customer is who they say they are. Without `recorded` its
    writer records an event of their own.
    """

    kind: str
    direction: str
    channel: str
    body: str
    status: str
    address: str = ""
    author_kind: str = ""
    author_name: str = ""
    subject: str = ""
    client_key: str | None = None
    external_ref: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    files: Sequence[NewFile] = ()
    recorded: bool = True


def add_entry(unit: Unit, conversation: Conversation, case: Case, new: NewEntry) -> ConversationEntry:
    """Put `new` at the end of the thread, which is locked, without card numbers and secrets. Records the event of its
    kind; calls and visits record their own.
    """
    said, title = redact(new.body), redact(new.subject)
    by_customer = new.direction == "in"
    conversation.last_seq += 1
    entry = ConversationEntry(
        id=new_id(at=unit.now),
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        kind=new.kind,
        direction=new.direction,
        channel=new.channel,
        address=new.address,
        author_kind=new.author_kind or ("customer" if by_customer else str(unit.actor.kind)),
        author_id=None if by_customer or unit.actor.kind is not ActorKind.STAFF else unit.actor.id,
        author_name=new.author_name or ("" if by_customer else unit.actor.name),
        subject=title.text,
        body=said.text,
        redacted=list(dict.fromkeys((*title.kinds, *said.kinds))),
        status=new.status,
        client_key=new.client_key,
        external_ref=new.external_ref,
        details=new.details,
        at=unit.now,
    )
    unit.session.add(entry)
    _touch(unit, conversation, entry)
    if new.files:
        _keep_files(unit, conversation, case, entry, new.files)
    if new.recorded and (type := _EVENTS.get((new.kind, new.direction))):
        told = {"entry_id": str(entry.id), "seq": entry.seq, "channel": entry.channel, "direction": entry.direction}
        told |= {"whisper": True} if new.details.get("whisper") else {}
        record_conversation(unit, type, conversation, case, told, body=entry.body)
    return entry


class Written(NamedTuple):
    """An entry that is there already."""

    id: UUID
    seq: int


def entry_with_key(unit: Unit, conversation_id: UUID, client_key: str | None) -> Written | None:
    """The entry that was written with this key before."""
    if client_key is None:
        return None
    found = _WITH_KEY.run(unit.session, conversation_id=conversation_id, client_key=client_key).one_or_none()
    return Written(*found) if found else None


_WITH_KEY: Final = Prepared(
    lambda: select(ConversationEntry.id, ConversationEntry.seq).where(
        ConversationEntry.conversation_id == bindparam("conversation_id"),
        ConversationEntry.client_key == bindparam("client_key"),
    )
)


def check_client_key(value: str | None) -> str | None:
    """A key of whoever writes, at most 80 characters; None for none."""
    return clean_text(value, field="client_key", most=80) if value is not None else None


def _touch(unit: Unit, conversation: Conversation, entry: ConversationEntry) -> None:
    """What lists show of the thread. Notes and notices are not said to anybody: whose turn it is stays."""
    conversation.last_at = unit.now
    if entry.kind in ("note", "notice"):
        return
    conversation.last_preview, conversation.last_from = preview_of(entry.body), entry.direction


def _keep_files(
    unit: Unit, conversation: Conversation, case: Case, entry: ConversationEntry, files: Sequence[NewFile]
) -> None:
    if len(files) > MOST_FILES:
        raise Invalid(
            field="files",
            code="too_many_files",
            en=f"A message takes {MOST_FILES} files at most.",
            fr=f"Un message accepte {MOST_FILES} fichiers au plus.",
        )
    unit.session.flush()  # the files refer to it
    for place, file in enumerate(files):
        name = file.name.replace("\\", "/").rsplit("/", 1)[-1]
        kept = keep_document(
            unit,
            file.content,
            kind="attachment",
            name=clean_text(name, field=f"files[{place}].name", most=200),
            media_type=check_file(file.content, field=f"files[{place}].content"),
            customer_id=conversation.customer_id,
            order_id=case.order_id,
        )
        unit.session.add(EntryAttachment(entry_id=entry.id, document_id=kept.id))
    unit.session.flush()
