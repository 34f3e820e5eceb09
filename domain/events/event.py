"""An event before it is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Stream:
    """The chain that an event belongs to; events of one stream are numbered and hashed one after the other."""

    key: str

    @classmethod
    def of_customer(cls, customer_id: UUID) -> "Stream":
        return cls(f"customer:{customer_id}")

    @classmethod
    def of_order(cls, order_id: UUID) -> "Stream":
        return cls(f"order:{order_id}")

    @classmethod
    def of_node(cls, node_id: UUID) -> "Stream":
        return cls(f"node:{node_id}")

    @classmethod
    def of_staff(cls, staff_id: UUID) -> "Stream":
        return cls(f"staff:{staff_id}")

    @classmethod
    def of_actor(cls, actor: Actor) -> "Stream":
        return cls(f"{actor.kind}:{actor.id or actor.name or 'unknown'}")

    @classmethod
    def named(cls, name: str) -> "Stream":
        return cls(name)


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in the past tense. `texts` are personal and erasable; the chain keeps only their salted digests."""

    id: UUID
    type: str
    stream: Stream
    occurred_at: datetime
    actor: Actor
    cause: str
    customer_id: UUID | None
    order_id: UUID | None
    data: dict[str, Any]
    texts: dict[str, str]
