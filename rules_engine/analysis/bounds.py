"""Where facts compared with each other cannot all be: their bounds are drawn together until nothing is left between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.dimension import Dimension
from rules_engine.analysis.line import ABSENT, Line
from rules_engine.analysis.money import Amount
from rules_engine.analysis.pairs import EQUAL, LESS, MORE, NEITHER, ONCE, is_pair
from rules_engine.analysis.plain_facts import Numbers
from rules_engine.analysis.times import Moments

_ROUNDS: Final = 300


@dataclass(frozen=True, slots=True)
class _Order:
    """`left` times `left_times` is at most `right` times `right_times` plus `more`."""

    left: str
    left_times: int
    right: str
    right_times: int
    more: int = 0


def impossible(component: Sequence[str], box: Box, dimensions: Mapping[str, Dimension]) -> bool:
    """Whether it is certain that these facts have no values in the box together."""
    if any(_contradicts_itself(key, box, dimensions) for key in component):
        return True
    pairs = [var for var in box if is_pair(var) and var[0] in component and not box[var] & NEITHER]
    if any(box.get((key,)) == ABSENT for var in pairs for key in (var[0], var[2])):
        return True
    if any(_no_currency(var, box, dimensions) for var in pairs):
        return True
    bounds: dict[str, tuple[int, int]] = {}
    for key in component:
        found = _bounds(key, box, dimensions[key])
        if found is not None:
            bounds[key] = found
    orders = [each for var in pairs if {var[0], var[2]} <= bounds.keys() for each in _of_pair(var, box[var])]
    orders += [each for key in component for each in _of_distance(key, box, dimensions[key])]
    return _nothing_left(bounds, orders)


def _nothing_left(bounds: dict[str, tuple[int, int]], orders: Sequence[_Order]) -> bool:
    for _ in range(_ROUNDS):
        before = dict(bounds)
        for each in orders:
            left, right = bounds[each.left], bounds[each.right]
            most = (right[1] * each.right_times + each.more) // each.left_times
            least = -((each.more - left[0] * each.left_times) // each.right_times)
            bounds[each.left] = left[0], min(left[1], most)
            right = bounds[each.right]
            bounds[each.right] = max(right[0], least), right[1]
        if any(low > high for low, high in bounds.values()):
            return True
        if bounds == before:
            return False
    return False


def _of_pair(var: Var, mask: int) -> Iterator[_Order]:
    left, right, times = var[0], var[2], int(var[3])
    if not mask & MORE:
        yield _Order(left, ONCE, right, times, 0 if mask & EQUAL else -1)
    if not mask & LESS:
        yield _Order(right, times, left, ONCE, 0 if mask & EQUAL else -1)


def _of_distance(key: str, box: Box, dimension: Dimension) -> Iterator[_Order]:
    if isinstance(dimension, Moments) and (mask := box.get((key, "rel"), ABSENT)) and not mask & ABSENT:
        spans = list(dimension.offsets.ends(mask))
        if spans:
            yield _Order(key, 1, "now", 1, spans[1])
            yield _Order("now", 1, key, 1, -spans[0])


def _bounds(key: str, box: Box, dimension: Dimension) -> tuple[int, int] | None:
    """The least and the most that a number, an amount or a moment can be; None for anything else."""
    lines: list[tuple[Line, int]] = []
    if isinstance(dimension, (Numbers, Moments)):
        lines = [(dimension.line, box.get((key,), dimension.line.full))]
    elif isinstance(dimension, Amount):
        lines = [(line, box.get((key, code), line.full)) for code, line in dimension.lines(box)]
    ends = [each for line, mask in lines for each in line.ends(mask)]
    return (min(ends), max(ends)) if ends else None


def _no_currency(var: Var, box: Box, dimensions: Mapping[str, Dimension]) -> bool:
    left, right = dimensions[var[0]], dimensions[var[2]]
    if not isinstance(left, Amount) or not isinstance(right, Amount):
        return False
    return not {code for code, _ in left.lines(box)} & {code for code, _ in right.lines(box)}


def _contradicts_itself(key: str, box: Box, dimensions: Mapping[str, Dimension]) -> bool:
    """A moment that has to be there and has to be absent."""
    masks = [mask for var, mask in box.items() if var[0] == key and not is_pair(var)]
    return isinstance(dimensions[key], Moments) and ABSENT in masks and any(not each & ABSENT for each in masks)
