"""Two facts compared with each other: less, equal, more, or not to be compared. Each two facts are one variable."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.kernel.text import fold, sought_text
from rules_engine.analysis.boxes import Box, Var
from rules_engine.document.model import OtherFact
from rules_engine.vocabulary.terms import Fact, Kind

NEITHER: Final = 1
LESS, EQUAL, MORE = 2, 4, 8
FULL: Final = 15
_HOLD: Final = {
    "eq": EQUAL,
    "ne": LESS | MORE,
    "lt": LESS,
    "le": LESS | EQUAL,
    "gt": MORE,
    "ge": MORE | EQUAL,
}
ONCE: Final = 1_000_000


def pair_box(fact: str, op: str, other: OtherFact, holds: bool) -> Box:
    """The box of the variable that the two facts are."""
    mask = _HOLD[op] if holds else FULL & ~_HOLD[op]
    if other.times_millionths == ONCE and other.fact < fact:
        return {(other.fact, "=", fact, str(ONCE)): _mirrored(mask)}
    return {(fact, "=", other.fact, str(other.times_millionths)): mask}


def is_pair(var: Var) -> bool:
    """Whether a variable is about two facts, the first and the third of its parts."""
    return len(var) == 4


def relation(var: Var, ground: Mapping[str, Any]) -> int:
    """How the two facts stand to each other, as the reference compares them."""
    left, right = ground.get(var[0]), ground.get(var[2])
    if left is None or right is None:
        return NEITHER
    if isinstance(left, tuple):
        if left[1] != right[1]:
            return NEITHER
        left, right = left[0], right[0]
    if isinstance(left, int):
        left, right = left * ONCE, right * int(var[3])
    return EQUAL if left == right else LESS if left < right else MORE


def ground_of(fact: Fact, value: Any, plain: Mapping[str, Any]) -> Any:
    """A plain value ready to compare."""
    if value is None:
        return None
    if fact.kind is Kind.TEXT:
        return fold(sought_text(value))
    if fact.kind is Kind.INSTANT and isinstance(value, str):
        return int(datetime.fromisoformat(value).timestamp())
    return (value, str(plain[str(fact.currency_fact)]).strip().upper()) if fact.kind is Kind.MONEY else value


def near(var: Var, fact: str, other: Any) -> list[Any]:
    """Values for one of the two around what makes it equal to `other`, the plain value of the other one."""
    if not isinstance(other, int) or isinstance(other, bool):
        return [other] if isinstance(other, str) else []
    times = int(var[3])
    middle = other * times // ONCE if fact == var[0] else other * ONCE // times
    return [middle, middle + 1, middle - 1]


def _mirrored(mask: int) -> int:
    found = mask & (NEITHER | EQUAL)
    return found | (MORE if mask & LESS else 0) | (LESS if mask & MORE else 0)
