"""Sets of facts as boxes. Every variable has finitely many cells; a box names for some of them the cells that are in.

A cell is a part of what a fact can be that no comparison of the document tells apart: an interval, a choice, "absent".
Cells are the bits of a whole number, so meeting is "and". A box is never empty; a variable it does not name is free.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Var: TypeAlias = tuple[str, ...]
Box: TypeAlias = dict[Var, int]
Full: TypeAlias = Callable[[Var], int]

STEPS: Final = 4_000  # of one search; who needs more has an answer that nobody would wait for


class TooHard(Exception):
    """A search took too many steps: the question stays open."""


@dataclass(slots=True)
class Budget:
    """Steps that are left."""

    left: int = STEPS

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooHard


@dataclass(frozen=True, slots=True)
class Region:
    """What is in one of the boxes and in none of `minus`."""

    boxes: tuple[Box, ...]
    minus: tuple[Box, ...] = ()


def meet(one: Box, other: Box) -> Box | None:
    """What is in both; None if nothing is."""
    if len(one) < len(other):
        one, other = other, one
    for var, mask in other.items():
        if not one.get(var, -1) & mask:
            return None
    found = dict(one)
    for var, mask in other.items():
        found[var] = found.get(var, -1) & mask
    return found


def inside(one: Box, other: Box, full: Full) -> bool:
    """Whether all of `one` is in `other`."""
    return not any((one[var] if var in one else full(var)) & ~mask for var, mask in other.items())


def without(one: Box, other: Box, full: Full) -> Iterator[Box]:
    """Boxes that make up what is in `one` and not in `other`; none of them meets another."""
    if meet(one, other) is None:
        yield one
        return
    shared = one
    for var, mask in other.items():
        known = one[var] if var in one else full(var)
        if left := known & ~mask:
            yield {**shared, var: left}
        shared = {**shared, var: known & mask}


def outside(box: Box, regions: Sequence[Region], full: Full, budget: Budget) -> Iterator[Box]:
    """Boxes that make up what is in `box` and in none of the regions. `TooHard` when the budget is spent."""
    budget.spend(len(regions) // 10)
    if any(not each.minus and any(inside(box, other, full) for other in each.boxes) for each in regions):
        return
    stack = [(box, 0)]
    while stack:
        budget.spend()
        at, i = stack.pop()
        while i < len(regions) and all(meet(at, each) is None for each in regions[i].boxes):
            i += 1
        if i == len(regions):
            yield at
            continue
        stack += [(piece, i + 1) for piece in reversed(list(_outside_one(at, regions[i], full, budget)))]


def _outside_one(box: Box, region: Region, full: Full, budget: Budget) -> Iterator[Box]:
    for each in region.boxes:
        if (inner := meet(box, each)) is not None:
            yield from (both for excepted in region.minus if (both := meet(inner, excepted)) is not None)
    pieces = [box]
    for each in region.boxes:
        pieces = [left for piece in pieces for left in without(piece, each, full)]
        budget.spend(len(pieces))
    yield from pieces
