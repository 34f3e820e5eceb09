"""Cases and decisions as requests and answers."""

from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenId, Instant, Shape


class NewCaseBody(Body):
    """Of a customer, of one of their orders, or of nobody known yet. `language` is the customer's without one."""

    subject: str = Field(examples=["Where is my lamp?"])
    topic: str = Field(examples=["delivery"])
    channel: str = Field(examples=["email"])
    customer_id: GivenId | None = None
    order_id: GivenId | None = None
    language: str | None = None


class CaseChangeBody(Body):
    """`status` is open or closed; an `owner_id` of null gives the case back to its queue."""

    status: str | None = None
    owner_id: GivenId | None = None


class RoutingBody(Body):
    """`rules`: "pinned" are those that the case went by so far, "live" those of now."""

    rules: str = "pinned"


class CaseShape(Shape):
    """A case. `queue`, `priority` (1 most urgent to 5), `skills`, `tags` and `service_level` are what rules said."""

    id: UUID
    number: str = Field(examples=["#S1001"])
    subject: str
    topic: str
    channel: str
    language: str
    status: str = Field(examples=["new"])
    queue: str
    priority: int
    skills: list[str]
    tags: list[str]
    service_level: str
    customer_id: UUID | None
    customer_name: str
    order_id: UUID | None
    order_number: str | None
    owner_id: UUID | None
    owner: str
    decision_id: UUID | None
    routed_by: str = Field(examples=["routing 3"])
    opened_by: str
    opened_at: Instant
    closed_at: Instant | None
    version: int


class DecisionShape(Shape):
    """What rules decided: the facts they were given, the rules that fired in order, and the effects that counted."""

    id: UUID
    family: str = Field(examples=["routing"])
    version: str
    subject_kind: str
    subject_id: UUID | None
    facts: dict[str, Any]
    fired: list[dict[str, Any]]
    effects: list[dict[str, Any]]
    answered_by: str = Field(examples=["engine"])
    microseconds: int
    at: Instant


class ExplanationShape(DecisionShape):
    """The same, with what kept every other rule from firing. `confirmed`: deciding again fires the same rules."""

    not_fired: list[dict[str, Any]] | None
    confirmed: bool | None


class ExplanationsShape(Shape):
    """The newest decisions about something, newest first, explained."""

    items: list[ExplanationShape]


class DecisionsShape(Shape):
    """The newest decisions about something, newest first."""

    items: list[DecisionShape]
