"""Which of several things stand elsewhere than before."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Of the ids that both have, as few as explain the new order: the others keep theirs among themselves."""
    places = {id: i for i, id in enumerate(before)}
    both = [each for each in after if each in places]
    return frozenset(both) - _in_order(both, [places[each] for each in both])


def _in_order(ids: Sequence[str], places: Sequence[int]) -> frozenset[str]:
    """The longest run of ids whose places rise (patience sorting)."""
    ends: list[int] = []  # the lowest place that a run of each length may end with
    last: list[int] = []  # and which id that is
    previous: list[int | None] = []
    for i, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [place], [i]
    kept, at = set(), last[-1] if last else None
    while at is not None:
        kept.add(ids[at])
        at = previous[at]
    return frozenset(kept)
