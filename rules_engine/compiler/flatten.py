"""Spread a condition out into alternatives, each a plain "and"."""

from collections.abc import Iterable
from itertools import chain, product

from rules_engine.compiler.fields import Fields
from rules_engine.compiler.literals import Literal, literals
from rules_engine.document.model import Comparison, Condition

Alternative = tuple[Literal, ...]


def alternatives(condition: Condition | None, fields: Fields) -> tuple[Alternative, ...]:
    """Each once, no condition twice in one. As many as `count_alternatives` says at most."""
    if condition is None:
        return ((),)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(each)) for each in _spread(condition, True, fields)))


def _spread(condition: Condition, holds: bool, fields: Fields) -> list[Alternative]:
    if isinstance(condition, Comparison):
        return [literals(condition, holds, fields)]
    inner = holds != (condition.kind == "none")
    spread = [_spread(member, inner, fields) for member in condition.members]
    if (condition.kind == "any") == holds if condition.kind != "none" else not holds:
        return list(chain.from_iterable(spread))
    return [_joined(each) for each in product(*spread)]


def _joined(parts: Iterable[Alternative]) -> Alternative:
    return tuple(chain.from_iterable(parts))
