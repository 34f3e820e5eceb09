"""Alerts as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Instant, Shape


class WordsShape(Shape):
    """The same in both languages."""

    en: str
    fr: str


class AlertShape(Shape):
    """An alert, for everybody with one of `roles` and for `people` by name. `decision_id` leads to why."""

    id: UUID
    rule: str = Field(examples=["large-refund"])
    rule_name: WordsShape
    severity: str = Field(examples=["warning"])
    words: WordsShape
    roles: list[str]
    people: list[str]
    subject_kind: str = Field(examples=["case"])
    subject_id: UUID
    customer_id: UUID | None
    customer_name: str
    order_id: UUID | None
    order_number: str | None
    case_id: UUID | None
    case_number: str | None
    decision_id: UUID | None
    made_at: Instant
    seen_by: list[str]
    acknowledged_by: str
    acknowledged_at: Instant | None
