"""How conversations are read: plain frozen rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.cases.next_due import NextDue


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of an entry; its bytes are read by the document's id."""

    id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a thread. `conversation_id` is where it was written, which a merge does not change."""

    id: UUID
    conversation_id: UUID
    seq: int
    kind: str
    direction: str
    channel: str
    address: str
    author_kind: str
    author_id: UUID | None
    author_name: str
    subject: str
    body: str
    redacted: tuple[str, ...]
    status: str
    problem: str
    details: dict[str, Any]
    at: datetime
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation with what its case says. `unread` counts what the customer wrote and nobody of staff has seen;
    `owner` and `customer_name` are "" for nobody. `due` is what was promised and ends next.
    """

    id: UUID
    case_id: UUID
    number: str
    subject: str
    topic: str
    channel: str
    address: str
    contact_name: str
    language: str
    customer_id: UUID | None
    customer_name: str
    order_id: UUID | None
    order_number: str | None
    status: str
    queue: str
    priority: int
    skills: tuple[str, ...]
    tags: tuple[str, ...]
    service_level: str
    owner_id: UUID | None
    owner: str
    decision_id: UUID | None
    started_at: datetime
    last_at: datetime
    last_preview: str
    last_from: str
    unread: int
    waiting_since: datetime | None
    first_answered_at: datetime | None
    customer_read_seq: int
    last_seq: int
    snoozed_until: datetime | None
    closed_at: datetime | None
    wrap_up: str
    merged_into_id: UUID | None
    version: int
    due: NextDue | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation and its newest entries, oldest first; `earlier` asks for those before them, None where there are
    none. `likely` are the customers who may be on the other side while nobody is sure, `named` those whose orders (the
    number is the third) are named in what was written.
    """

    conversation: ConversationRow
    entries: tuple[EntryRow, ...]
    earlier: str | None
    likely: tuple[tuple[UUID, str], ...]
    named: tuple[tuple[UUID, str, str], ...] = ()
