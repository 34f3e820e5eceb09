"""Share out what there is: each line in the order in which they stand."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from domain.sourcing.choose_node import Choice

K = TypeVar("K", bound=Hashable)


def allocate(
    lines: Sequence[tuple[K, str, int]],
    choices: Mapping[str, Sequence[Choice]],
    available: Mapping[tuple[UUID, str], int],
) -> dict[K, Choice]:
    """For each line (key, SKU, pieces) the first of its nodes that still has all of its pieces; none has: left out."""
    left = dict(available)
    found: dict[K, Choice] = {}
    for key, sku, pieces in lines:
        for choice in choices[sku]:
            if left[choice.node.id, sku] >= pieces:
                left[choice.node.id, sku] -= pieces
                found[key] = choice
                break
    return found
