"""Facts with few values, and numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.dimension import single
from rules_engine.analysis.line import ABSENT, Line
from rules_engine.document.limits import LARGEST
from rules_engine.document.model import Comparison, Document, Range
from rules_engine.reference.comparing import compile_comparison
from rules_engine.vocabulary.terms import Fact, Kind

_ROUND: Final = (3_600, 60)  # spans of time that people speak of


class Choices:
    """A fact that is one of `values` (ready to compare) or absent: a choice, a flag, what rules conclude."""

    def __init__(self, fact: Fact, values: Sequence[Any], document: Document) -> None:
        self.values, self._var, self._document = tuple(values), (fact.key,), document
        self._full = (1 << len(self.values) + 1) - 1

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        test, fact = compile_comparison(comparison, self._document), self._var[0]
        found = int(test({}) is holds)
        for i, value in enumerate(self.values):
            if test({fact: value}) is holds:
                found |= 2 << i
        return single(self._var, found)

    def full(self, var: Var) -> int:
        return self._full

    def value(self, bit: int) -> Any:
        """The value of a cell; None: absent."""
        return None if bit == ABSENT else self.values[bit.bit_length() - 2]

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        mask = box.get(self._var, self._full)
        if mask & ABSENT:
            yield None
        yield from (value for i, value in enumerate(self.values) if mask >> (i + 1) & 1)

    def sure(self, box: Box) -> bool:
        return True


class Numbers:
    """A whole number, a decimal or a duration."""

    def __init__(self, fact: Fact, comparisons: Sequence[Comparison]) -> None:
        self._var, self._round_to = (fact.key,), _ROUND if fact.kind is Kind.DURATION else ()
        self.line = Line((point for each in comparisons for point in points_of(each)), -LARGEST, LARGEST)

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        found = mask_of(self.line, comparison)
        return single(self._var, found if holds else self.line.full & ~found)

    def full(self, var: Var) -> int:
        return self.line.full

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        mask = box.get(self._var, self.line.full)
        if mask & ABSENT:
            yield None
        yield from (each for each in near if isinstance(each, int) and self.line.holds(mask, each))
        yield from self.line.picks(mask, self._round_to)

    def sure(self, box: Box) -> bool:
        return True


def points_of(comparison: Comparison) -> Iterator[int]:
    """The numbers that a comparison names."""
    value = comparison.value
    several = value if isinstance(value, tuple) else (value,)
    for each in (value.low, value.high) if isinstance(value, Range) else several:
        if isinstance(each, int) and not isinstance(each, bool):
            yield each


def mask_of(line: Line, comparison: Comparison) -> int:
    """The cells of `line` on which a comparison with numbers holds."""
    op, value = comparison.op, comparison.value
    if op in ("present", "absent"):
        return line.known if op == "present" else ABSENT
    if isinstance(value, Range):
        return line.between(int(value.low), int(value.high))  # type: ignore[arg-type]
    if isinstance(value, tuple):
        found = 0
        for each in value:
            found |= line.ordered("eq", int(each))
        return found if op == "in" else line.known & ~found
    assert isinstance(value, int)
    return line.ordered(op, value)
