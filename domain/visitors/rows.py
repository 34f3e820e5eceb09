"""How visitors read their thread: plain frozen rows, with nothing that is for staff only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """Who asks. `identified`: a signed token said which customer it is."""

    id: UUID
    customer_id: UUID | None
    name: str
    email: str
    language: str
    seen_at: datetime

    @property
    def identified(self) -> bool:
        return self.customer_id is not None


@dataclass(frozen=True, slots=True)
class SaidFile:
    """A file of a message."""

    id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the visitor sees it. `seq` is its place in the conversation that goes on, 0 for what was written in
    one that was merged into it; `key` is the visitor's own, "" for what others wrote.
    """

    id: UUID
    seq: int
    mine: bool
    author: str
    body: str
    at: datetime
    key: str
    files: tuple[SaidFile, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a visitor is told: entries in their order, and how things stand.

    `whole`: the entries are the newest of the thread, whatever was known before goes. Otherwise they follow what stands
    before `after`. `cursor` is what to ask with next time; `more` says that this was not everything. `earlier` asks for
    what stands before the entries.
    """

    conversation_id: UUID | None
    cursor: str
    whole: bool
    more: bool
    entries: tuple[Said, ...]
    earlier: str | None
    seen: int
    closed: bool
    score: int | None
    agent: str
    case_id: UUID | None = None

    def state(self) -> dict[str, Any]:
        """How things stand, beside the entries."""
        return {"seen": self.seen, "closed": self.closed, "score": self.score, "agent": self.agent}
