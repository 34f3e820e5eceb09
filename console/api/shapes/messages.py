"""Messages to customers as answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Instant, Shape


class MessageShape(Shape):
    """A message to a customer. `address` is masked; of a secret one (a code) neither subject nor body is told. `status`
    is queued, sending, sent, delivered, failed, unknown or skipped, `problem` why. One that is queued waits until
    `not_before`; `fall_back_of` is the message that did not arrive, in whose place this one stands."""

    id: UUID
    customer_id: UUID
    customer_name: str
    order_id: UUID | None
    order_number: str
    template: str = Field(examples=["shipped"])
    purpose: str = Field(examples=["service"])
    channel: str = Field(examples=["email"])
    language: str = Field(examples=["fr"])
    address: str = Field(examples=["m•••@e•••.org"])
    subject: str
    body: str
    status: str = Field(examples=["sent"])
    problem: str
    attempts: int
    queued_at: Instant
    not_before: Instant | None
    sent_at: Instant | None
    fall_back_of: UUID | None
    secret: bool
