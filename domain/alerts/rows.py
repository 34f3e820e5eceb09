"""How alerts are read: plain frozen rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert. `people` are those whom it is for by name; `seen_by` who has seen it, `seen_at` when the reader did.
    `acknowledged_by` sees to it; `conversation_id` is that of its case.
    """

    id: UUID
    rule: str
    rule_name: Mapping[str, str]
    severity: str
    words: Mapping[str, str]
    roles: tuple[str, ...]
    people: tuple[str, ...]
    subject_kind: str
    subject_id: UUID
    customer_id: UUID | None
    customer_name: str
    order_id: UUID | None
    order_number: str | None
    case_id: UUID | None
    case_number: str | None
    decision_id: UUID | None
    made_at: datetime
    seen_at: datetime | None
    seen_by: tuple[str, ...]
    acknowledged_by: str
    acknowledged_at: datetime | None
    conversation_id: UUID | None = None
