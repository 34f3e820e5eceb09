"""Events as other systems read them."""

from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Instant, Shape


class FeedEventShape(Shape):
    """An event: ids and plain values; personal texts are not part of the feed. `hash` chains it to the one before."""

    id: UUID
    type: str = Field(examples=["order.placed"])
    occurred_at: Instant
    recorded_at: Instant
    stream: str
    sequence: int
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    cause: str
    customer_id: UUID | None
    order_id: UUID | None
    data: dict[str, Any]
    hash: str


class FeedShape(Shape):
    """Events, oldest first. Ask `after=next_cursor` next, whether or not there were any; nothing is skipped."""

    items: list[FeedEventShape]
    next_cursor: str | None
