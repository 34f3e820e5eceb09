"""How calls are read, and what is to be heard next: plain frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CallStep:
    """What the other side of the line hears next. `kind` names it; `values` are what it needs.

    greet, order_number, postal_code, code, status, queue, message, thanks, farewell, offer, meet, nothing.
    """

    kind: str
    language: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as the workspace shows it. `customer_name` and `agent` are "" for nobody."""

    id: UUID
    number: str
    language: str
    stage: str
    outcome: str
    held: bool
    customer_id: UUID | None
    customer_name: str
    conversation_id: UUID | None
    case_id: UUID | None
    case_number: str
    agent_id: UUID | None
    agent: str
    started_at: datetime
    waiting_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    wrapped_up_at: datetime | None
    has_recording: bool
    recording_seconds: int
    version: int
    direction: str = "in"
    reason: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """What the vendor is to do with a call. `look_first`: an earlier try may have been heard."""

    order_id: UUID
    call_id: UUID
    kind: str
    caller_ref: str
    leg_id: UUID | None
    line: str
    leg_ref: str
    room: str
    language: str
    look_first: bool
    asked_at: datetime
    number: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of staff whom a call may be put through to; `busy` on another one."""

    id: UUID
    name: str
    busy: bool
