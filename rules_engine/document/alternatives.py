"""How many alternatives a condition has once its groups are spread out: an "or" of plain "and"s."""

from math import prod

from rules_engine.document.model import Comparison, Condition


def count_alternatives(condition: Condition | None, *, holds: bool = True) -> int:
    """The number of alternatives for `condition` to hold, or not to."""
    if condition is None or isinstance(condition, Comparison):
        return 1
    inner = holds != (condition.kind == "none")
    counts = [count_alternatives(member, holds=inner) for member in condition.members]
    either = (condition.kind == "any") == holds if condition.kind != "none" else not holds
    return sum(counts) if either else prod(counts)
