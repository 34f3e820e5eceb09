"""What counts when nodes are compared: what the rules say of an order's lines, taken together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.ports.decisions import SourcingRules


@dataclass(frozen=True, slots=True)
class Goal:
    """Weights of 100. At the same weight a day, one unit of money, a parcel and being preferred count the same.

    `weighed`: rules say what counts; else the plain choice stands.
    """

    fastest: int
    cheapest: int
    fewest_parcels: int
    max_parcels: int | None
    mind_capacity: bool
    weighed: bool


def goal_of(rules: Sequence[SourcingRules]) -> Goal:
    """Of several lines the highest weight counts, the fewest parcels, and a capacity that one of them minds."""
    fastest = _of_all(max, (each.fastest for each in rules))
    cheapest = _of_all(max, (each.cheapest for each in rules))
    parcels = _of_all(max, (each.fewest_parcels for each in rules))
    most = _of_all(min, (each.max_parcels for each in rules))
    full = any(each.mind_capacity for each in rules)
    preferred = any(each.preferences for each in rules)
    said = any(each is not None for each in (fastest, cheapest, parcels, most))
    return Goal(fastest or 0, cheapest or 0, parcels or 0, most, full, said or full or preferred)


def _of_all(choose: Callable[[Iterable[int]], int], said: Iterable[int | None]) -> int | None:
    known = [each for each in said if each is not None]
    return choose(known) if known else None
