"""Rules that would fire at another time of the day or week."""

from collections.abc import Collection
from typing import Final

from rules_engine.decision import Decision

_HOURS: Final = ("in_hours", "out_of_hours", "on_weekday")


def resting(decision: Decision, among: Collection[str]) -> frozenset[str]:
    """Those of the rules `among` whose first condition that failed is the hour or the day."""
    if not among:
        return frozenset()
    failed = {each.id: each.why_not.evidence for each in decision.not_fired() if each.id in among}
    return frozenset(
        id
        for id, evidence in failed.items()
        if evidence is not None and evidence.comparison.fact == "now" and evidence.comparison.op in _HOURS
    )
