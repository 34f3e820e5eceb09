"""What is asked of sourcing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

SERVICES: Final = ("standard", "express")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`lines`: for each SKU the pieces of each line. `country`: where they go.

    `kept`: pieces at (node, SKU) that are kept for these very lines and may be chosen again. `pickup_node_id`: the
    store where the customer fetches them, which comes first.
    """

    lines: Mapping[str, Sequence[int]]
    country: str
    service: str = "standard"
    kept: Mapping[tuple[UUID, str], int] = field(default_factory=dict)
    pickup_node_id: UUID | None = None
