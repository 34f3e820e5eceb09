"""Conversations as requests and answers."""

from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenId, GivenInstant, Instant, Shape


class NewConversationBody(Body):
    """`address` is a number, an e-mail address or a chat visitor's id; it may be left out. With a `body` the first
    message goes out at once.
    """

    channel: str = Field(examples=["email"])
    subject: str = Field(examples=["Your lamp"])
    topic: str = Field(default="other", examples=["delivery"])
    address: str = Field(default="", examples=["marie@example.com"])
    customer_id: GivenId | None = None
    order_id: GivenId | None = None
    language: str | None = None
    contact_name: str = ""
    body: str | None = None


class MessageBody(Body):
    """`kind` is message, or note for staff only. `direction` out is a reply; in is what a customer wrote elsewhere, by
    `channel` and from `address` (those of the conversation without). The same `client_key` is kept once.
    """

    body: str = Field(examples=["It leaves us today."])
    kind: str = "message"
    direction: str = "out"
    channel: str | None = None
    address: str | None = None
    subject: str = ""
    client_key: str | None = None


class AssignBody(Body):
    """Null gives it back to its queue."""

    owner_id: GivenId | None


class TransferBody(Body):
    """Either a queue or a person; `note` is what they should know."""

    queue: str | None = None
    owner_id: GivenId | None = None
    note: str = ""


class MergeBody(Body):
    """The conversation that it goes on in."""

    into_id: GivenId


class SplitBody(Body):
    """From which entry on it goes elsewhere."""

    from_seq: int = Field(ge=1, le=2**31 - 1)
    subject: str = ""
    topic: str = "other"


class SnoozeBody(Body):
    """Until when; null brings it back now."""

    until: GivenInstant | None


class CloseBody(Body):
    """How it ended."""

    wrap_up: str = Field(default="", examples=["solved"])
    note: str = ""


class WhisperBody(Body):
    """What only staff see. The same `client_key` is said once."""

    body: str
    client_key: str | None = None


class IdentifyBody(Body):
    """Who it is with."""

    customer_id: GivenId


class LanguageBody(Body):
    """The language of the answers: en or fr."""

    language: str = Field(max_length=2)


class FileShape(Shape):
    """A file of an entry."""

    id: UUID
    name: str
    media_type: str
    size: int


class EntryShape(Shape):
    """An entry of a thread: `kind` message, note, call, visit or notice; `status` how far an outgoing one has come."""

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
    redacted: list[str]
    status: str
    problem: str
    details: dict[str, Any]
    at: Instant
    files: list[FileShape]


class DueShape(Shape):
    """What was promised and ends next; `left` are the seconds of business time that are left while it is paused."""

    kind: str = Field(examples=["first_answer"])
    service_level: str
    started_at: Instant
    warn_at: Instant
    due_at: Instant
    paused_at: Instant | None
    left: int | None


class ConversationShape(Shape):
    """A conversation with what its case says."""

    id: UUID
    case_id: UUID
    number: str = Field(examples=["#S1001"])
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
    skills: list[str]
    tags: list[str]
    service_level: str
    owner_id: UUID | None
    owner: str
    decision_id: UUID | None
    started_at: Instant
    last_at: Instant
    last_preview: str
    last_from: str
    unread: int
    waiting_since: Instant | None
    first_answered_at: Instant | None
    customer_read_seq: int
    last_seq: int
    snoozed_until: Instant | None
    closed_at: Instant | None
    wrap_up: str
    merged_into_id: UUID | None
    version: int
    due: DueShape | None


class LikelyShape(Shape):
    """Somebody who may be on the other side."""

    id: UUID
    name: str


class ThreadShape(Shape):
    """A conversation and a page of its thread, oldest first; `earlier` is the cursor of what stands before it."""

    conversation: ConversationShape
    entries: list[EntryShape]
    earlier: str | None
    likely: list[LikelyShape]
