"""What is to go wrong, told by a list of rules; the first that matches a request counts.

    {"match": {"kind": "capture", "reference": "#C1", "token": "tok_1"}, "fault": "late", "times": 1, "seconds": 3}

`match` names any of the three, `times` is how often (null: always). Rules live as long as the process. The faults:

    timeout_before     nothing is moved, and the answer never comes
    timeout_after      the money moves, and the answer never comes
    late               the money moves, the answer comes after `seconds` (2)
    twice              the answer comes twice on the same connection, the webhook is delivered twice under one id
    refuse             refused with `code` (card_declined); a key that was answered before is answered as before
    error_500_before   nothing is moved, status 500
    error_500_after    the money moves, status 500
    garbage            the money moves, the answer cannot be read
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from console.adapters.local_gateway.orders import Unusable

FAULTS = (
    *("timeout_before", "timeout_after", "late", "twice", "refuse"),
    *("error_500_before", "error_500_after", "garbage"),
)
_MATCHED = {"kind", "reference", "token"}


@dataclass
class Rule:
    """`times` counts down; None: always."""

    match: dict[str, str]
    fault: str
    times: int | None = None
    seconds: float = 2.0
    code: str = "card_declined"

    def matches(self, request: Mapping[str, str]) -> bool:
        """Whether it is still to happen, and to this request."""
        return self.times != 0 and all(request.get(name) == value for name, value in self.match.items())


class Faults:
    """The rules in force, for every thread."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def replace(self, rules: Any) -> None:
        """All rules by these, as they come from a caller; `Unusable` leaves those in force."""
        if not isinstance(rules, list):
            raise Unusable("Faults are a list of rules.")
        read = [_rule(one) for one in rules]
        with self._lock:
            self._rules = read

    def take(self, *, kind: str, reference: str, token: str = "") -> Rule | None:
        """The rule for this request, counted as used once more."""
        request = {"kind": kind, "reference": reference, "token": token}
        with self._lock:
            rule = next((one for one in self._rules if one.matches(request)), None)
            if rule and rule.times is not None:
                rule.times -= 1
            return rule

    def as_json(self) -> list[dict[str, Any]]:
        """The rules in force with what is left of their `times`."""
        with self._lock:
            return [asdict(one) for one in self._rules]


def _rule(given: Any) -> Rule:
    try:
        rule = Rule(**{"match": {}, **given})
    except TypeError:
        raise Unusable("A rule is {match, fault, times, seconds, code}.") from None
    if rule.fault not in FAULTS:
        raise Unusable(f"“fault” must be one of {', '.join(FAULTS)}.")
    if not isinstance(rule.match, dict) or set(rule.match) - _MATCHED:
        raise Unusable(f"“match” may name {', '.join(sorted(_MATCHED))}.")
    if not (rule.times is None or (isinstance(rule.times, int) and rule.times >= 0)):
        raise Unusable("“times” must be a whole number, or null for always.")
    if not isinstance(rule.seconds, int | float) or not isinstance(rule.code, str) or not rule.code:
        raise Unusable("“seconds” must be a number and “code” a text.")
    return rule
