"""Calls as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenId, Instant, Shape


class NewCallBody(Body):
    """`agent_id` is whose telephone is rung first. `position` says which of the customer's own numbers is called, from
    0; either a `case_id` of theirs, or a `reason`, which begins a case.
    """

    customer_id: GivenId
    agent_id: GivenId
    position: int = Field(default=0, ge=0, le=1000)
    case_id: GivenId | None = None
    reason: str = Field(default="", examples=["The lamp that did not arrive"])


class SwitchBody(Body):
    """On or off; the same again changes nothing."""

    on: bool


class CallTransferBody(Body):
    """Either a queue, where the caller waits again, or somebody else of staff; `note` is what they should know."""

    queue: str | None = None
    agent_id: GivenId | None = None
    note: str = ""


class WrapUpBody(Body):
    """How it ended; “follow_up” leaves the case open."""

    wrap_up: str = Field(examples=["solved"])
    note: str = ""


class CallShape(Shape):
    """A call. `direction` in came to us, out we made; `stage` is menu, waiting, offered (an agent's telephone rings),
    dialling (the customer's), talking, message or over, and `outcome` how it ended, "" until then.
    """

    id: UUID
    direction: str
    number: str
    language: str
    stage: str = Field(examples=["talking"])
    outcome: str
    held: bool
    muted: bool
    reason: str
    customer_id: UUID | None
    customer_name: str
    conversation_id: UUID | None
    case_id: UUID | None
    case_number: str
    agent_id: UUID | None
    agent: str
    started_at: Instant
    waiting_at: Instant | None
    answered_at: Instant | None
    ended_at: Instant | None
    wrapped_up_at: Instant | None
    has_recording: bool
    recording_seconds: int
    version: int
