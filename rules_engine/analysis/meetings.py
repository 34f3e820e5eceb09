"""Which clauses may meet at all: found by the variables that leave each of them few cells."""

from collections.abc import Iterator, Sequence
from typing import Final

from rules_engine.analysis.boxes import Box, Var

_FEW: Final = 8
_MOST: Final = 64


class Meetings:
    """Clauses by the cells that they need. Sets of positions are the bits of whole numbers."""

    def __init__(self, own: Sequence[tuple[Box, ...] | None]) -> None:
        self.needs = [projection(each) if each is not None else {} for each in own]
        self._everybody = sum(1 << i for i, each in enumerate(own) if each)
        self._by_cell: dict[tuple[Var, int], int] = {}
        self._bound: dict[Var, int] = {}
        for i, needs in enumerate(self.needs):
            for var, mask in needs.items():
                if mask.bit_count() <= _MOST:
                    self._bound[var] = self._bound.get(var, 0) | 1 << i
                    for bit in _bits(mask):
                        self._by_cell[var, bit] = self._by_cell.get((var, bit), 0) | 1 << i

    def before(self, position: int) -> Iterator[int]:
        """The earlier ones that may hold on the same facts, first to last."""
        found = self._everybody & ((1 << position) - 1)
        for var, mask in self.needs[position].items():
            if found and mask.bit_count() <= _FEW:
                meets = found & ~self._bound.get(var, 0)
                for bit in _bits(mask):
                    meets |= found & self._by_cell.get((var, bit), 0)
                found = meets
        for bit in _bits(found):
            yield bit.bit_length() - 1


def projection(boxes: Sequence[Box]) -> Box:
    """For each variable that every box names, the cells that any of them needs."""
    if not boxes:
        return {}
    found = dict(boxes[0])
    for box in boxes[1:]:
        found = {var: mask | box[var] for var, mask in found.items() if var in box}
    return found


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
