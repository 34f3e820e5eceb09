"""What is to go wrong, told by a list of rules; the first that matches counts.

    {"match": {"kind": "message", "to": "+33612345678"}, "fault": "late", "times": 1, "seconds": 3}

`match` names `kind` (message, call, update, list, callback), `to` and `status` (of a callback), each if wanted;
`times` is how often (null: always). Rules live as long as the process. For what is asked of the API:

    timeout_before     nothing is done, and the answer never comes
    timeout_after      it is done, and the answer never comes
    late               it is done, the answer comes after `seconds` (2)
    refuse             refused with `status` (400) and `code` (21211)
    error_500_before   nothing is done, status 500
    error_500_after    it is done, status 500
    undelivered        a message that is sent and never arrives (error 30003)

For what we are told (`kind` callback):

    twice              told two times
    late               told after `seconds`
    reorder            told after the next one of the same sid
    drop               never told
    unsigned, altered  told without a signature, or with another body than was signed
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from console.adapters.local_twilio.refusals import Refused, unusable

FAULTS = (
    *("timeout_before", "timeout_after", "late", "refuse", "error_500_before", "error_500_after", "undelivered"),
    *("twice", "reorder", "drop", "unsigned", "altered"),
)
_MATCHED = {"kind", "to", "status"}


@dataclass
class Rule:
    """`times` counts down; None: always."""

    match: dict[str, str]
    fault: str
    times: int | None = None
    seconds: float = 2.0
    status: int = 400
    code: int = 21211

    def matches(self, happening: Mapping[str, str]) -> bool:
        """Whether it is still to happen, and to this."""
        return self.times != 0 and all(happening.get(name) == value for name, value in self.match.items())


NO_RULE = Rule(match={}, fault="")


class Faults:
    """The rules in force, for every thread."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def replace(self, rules: Any) -> None:
        """All rules by these, as they come from a caller."""
        if not isinstance(rules, list):
            raise unusable("Faults are a list of rules.")
        read = [_rule(one) for one in rules]
        with self._lock:
            self._rules = read

    def take(self, *, kind: str, to: str = "", status: str = "") -> Rule:
        """The rule for this, counted as used once more; `NO_RULE` if there is none."""
        happening = {"kind": kind, "to": to, "status": status}
        with self._lock:
            rule = next((one for one in self._rules if one.matches(happening)), None)
            if rule and rule.times is not None:
                rule.times -= 1
        return rule or NO_RULE

    def as_json(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(one) for one in self._rules]


def _rule(given: Any) -> Rule:
    try:
        rule = Rule(**{"match": {}, **given})
    except TypeError:
        raise unusable("A rule is {match, fault, times, seconds, status, code}.") from None
    if rule.fault not in FAULTS or not isinstance(rule.match, dict) or set(rule.match) - _MATCHED:
        raise unusable(f"“fault” is one of {', '.join(FAULTS)}; “match” names {', '.join(sorted(_MATCHED))}.")
    if not all(isinstance(one, int | float) for one in (rule.seconds, rule.status, rule.code, rule.times or 0)):
        raise unusable("“times”, “seconds”, “status” and “code” are numbers.")
    return rule


def refusal(rule: Rule) -> Refused:
    """The answer of a rule that refuses."""
    return Refused(rule.status, rule.code, "Refused, as it was told to be.")
