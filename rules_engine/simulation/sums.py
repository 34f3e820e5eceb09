"""Sums of what was replayed, as plain JSON that can be added up chunk by chunk.

`{"replayed", "differ", "unreplayable"}` are counts; `fired` holds [before, after] by rule, `measures` [before, after]
by what is counted and its value; `reasons` why something could not be replayed, with a count and a sentence each.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Sums: TypeAlias = dict[str, Any]


def no_sums() -> Sums:
    """Nothing replayed yet."""
    return {"replayed": 0, "differ": 0, "unreplayable": 0, "fired": {}, "measures": {}, "reasons": {}}


def added(one: Any, other: Any) -> Any:
    """Both together: numbers add up, also in lists and below names; of two texts the first stays."""
    if isinstance(one, Mapping):
        return {key: _both(one, other, key) for key in (*one, *(each for each in other if each not in one))}
    if isinstance(one, list):
        return [added(a, b) for a, b in zip(one, other, strict=True)]
    return one + other if isinstance(one, int) else one


def _both(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> Any:
    return added(one[key], other[key]) if key in one and key in other else one.get(key, other.get(key))
