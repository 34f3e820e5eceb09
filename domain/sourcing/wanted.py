"""What is asked of sourcing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domain.models.inventory import Node

SERVICES: Final = ("standard", "express")


@dataclass(frozen=True, slots=True)
class WantedLine:
    """So many pieces of a SKU; `key` is what the caller knows the line by."""

    key: Hashable
    sku: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """`address`: where the lines go, by the keys of `kernel.address.Address`; `at`: from when on they are wanted.

    `kept`: pieces at (node, SKU) that are kept for these very lines and may be chosen again. `store`: where the
    customer fetches them, which comes first. `going`: nodes that other lines of the order leave from anyway. `about`:
    what is known of the order, for the rules.
    """

    lines: Sequence[WantedLine]
    address: Mapping[str, str]
    at: datetime
    service: str = "standard"
    kept: Mapping[tuple[UUID, str], int] = field(default_factory=dict)
    store: Node | None = None
    going: frozenset[UUID] = frozenset()
    customer_id: UUID | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The country that goods are sent to: the store's where they are picked up."""
        return self.store.country if self.store else self.address["country"]
