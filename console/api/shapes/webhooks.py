"""Endpoints of outbound webhooks as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenCount, Instant, Shape


class NewEndpointBody(Body):
    """`event_types` are types of events, families of them such as order.*, or * for everything."""

    url: str = Field(examples=["https://shop.example/hooks"])
    event_types: list[str] = Field(examples=[["order.placed", "return.*"]])
    description: str = ""


class EndpointChangeBody(Body):
    """What is given is changed; `status` is active or off."""

    url: str | None = None
    event_types: list[str] | None = None
    description: str | None = None
    status: str | None = None
    expected_version: GivenCount | None = None


class EndpointShape(Shape):
    """An endpoint. What its deliveries are signed with is told by `GET …/secret`, and when it is rotated."""

    id: UUID
    url: str
    description: str
    event_types: list[str]
    status: str = Field(examples=["active"])
    secret_number: int
    old_secret_until: Instant | None
    failing_since: Instant | None
    made_by: str
    made_at: Instant
    version: int
    waiting: int
    failed: int
    delivered_at: Instant | None


class EndpointsShape(Shape):
    """Every endpoint, the oldest first."""

    items: list[EndpointShape]


class SecretShape(Shape):
    """What deliveries are signed with, as the Standard Webhooks libraries take it."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class AttemptShape(Shape):
    """One try: what came back, or why nothing did."""

    number: int
    at: Instant
    status_code: int | None
    answer: str
    problem: str
    milliseconds: int


class DeliveryShape(Shape):
    """What an endpoint was told of: `status` waiting, sending, delivered or failed."""

    id: UUID
    event_id: UUID
    event_type: str
    status: str
    made_at: Instant
    next_try_at: Instant | None
    ended_at: Instant | None
    attempts: list[AttemptShape]
