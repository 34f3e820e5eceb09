"""Whole numbers cut where the rules compare: a single number at each, and what lies between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

ABSENT: Final = 1  # the lowest bit of every variable
_MOST_CELLS: Final = 6  # of which an example is looked for, from zero and from the ends either way


class Line:
    """The numbers from `least` to `most`, and "absent" before them. `points` are where it is cut."""

    def __init__(self, points: Iterable[int], least: int, most: int) -> None:
        cuts = sorted({each for each in points if least <= each <= most})
        self.cells: list[tuple[int, int]] = []
        start = least
        for cut in cuts:
            if start < cut:
                self.cells.append((start, cut - 1))
            self.cells.append((cut, cut))
            start = cut + 1
        if start <= most:
            self.cells.append((start, most))
        self._starts = [low for low, _ in self.cells]
        self.least, self.most = least, most
        self.full = (1 << len(self.cells) + 1) - 1
        self.known = self.full & ~ABSENT

    def ordered(self, op: str, value: int) -> int:
        """The cells for which a comparison with `value`, a point, holds."""
        below = ((1 << bisect_left(self._starts, value)) - 1) << 1
        up_to = ((1 << bisect_right(self._starts, value)) - 1) << 1
        if value > self.most:
            below = up_to = self.known
        found = {"lt": below, "le": up_to, "gt": self.known & ~up_to, "ge": self.known & ~below}
        found |= {"eq": up_to & ~below, "ne": self.known & ~(up_to & ~below)}
        return found[op]

    def between(self, low: int, high: int) -> int:
        """The cells from `low` to `high`, both points."""
        return self.ordered("ge", low) & self.ordered("le", high)

    def holds(self, mask: int, value: int | None) -> bool:
        """Whether `value` (None: absent) lies in one of the cells."""
        if value is None:
            return bool(mask & ABSENT)
        return self.least <= value <= self.most and bool(mask >> bisect_right(self._starts, value) & 1)

    def spans(self, mask: int) -> Iterator[tuple[int, int]]:
        """The cells in `mask`, the ones near zero first; of very many only some near zero and at the ends."""
        mask &= self.known
        zero = 1 << bisect_right(self._starts, 0)
        above = mask & ~(zero - 1)
        below = mask & (zero - 1)
        bits = [*_lowest(above), *_highest(below), *_lowest(below), *_highest(above)]
        for bit in dict.fromkeys(bits):
            yield self.cells[bit.bit_length() - 2]

    def ends(self, mask: int) -> tuple[int, ...]:
        """The least and the most number in the cells; nothing if there is none."""
        mask &= self.known
        if not mask:
            return ()
        return self.cells[(mask & -mask).bit_length() - 2][0], self.cells[mask.bit_length() - 2][1]

    def picks(self, mask: int, round_to: Sequence[int] = ()) -> Iterator[int]:
        """Numbers from the cells: the plainest of each, then its ends. `round_to`: what makes a number plain."""
        spans = list(self.spans(mask))
        for low, high in spans:
            tidy = (-(-low // size) * size for size in round_to)
            yield from (each for each in tidy if 0 < low <= each <= high)
            yield _near_zero((low, high))
        for low, high in spans:
            yield from (low, high)


def _lowest(mask: int) -> Iterator[int]:
    for _ in range(_MOST_CELLS):
        if not mask:
            return
        yield (bit := mask & -mask)
        mask ^= bit


def _highest(mask: int) -> Iterator[int]:
    for _ in range(_MOST_CELLS):
        if not mask:
            return
        yield (bit := 1 << mask.bit_length() - 1)
        mask ^= bit


def _near_zero(cell: tuple[int, int]) -> int:
    low, high = cell
    return 0 if low <= 0 <= high else low if low > 0 else high
