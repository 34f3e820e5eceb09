"""How cases are read: plain frozen rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case; `owner` and `customer_name` are "" for nobody. `decision_id` leads to why it waits where it does,
    `routed_by` is the version of the routing rules that it goes by ("routing 3"), "" before there were any.
    """

    id: UUID
    number: str
    subject: str
    topic: str
    channel: str
    language: str
    status: str
    queue: str
    priority: int
    skills: tuple[str, ...]
    tags: tuple[str, ...]
    service_level: str
    customer_id: UUID | None
    customer_name: str
    order_id: UUID | None
    order_number: str | None
    owner_id: UUID | None
    owner: str
    decision_id: UUID | None
    routed_by: str
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None
    version: int
    conversation_id: UUID | None = None
