"""Short ways of writing documents down."""

from datetime import UTC, datetime
from typing import Any

from rules_engine.document.parse import parse_document
from rules_engine.engine.process import Limits
from rules_engine.version import Version, version_of

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)  # a Thursday
PATIENT = Limits(answer=20, decision=40)  # where only the answer matters, and the machine may be busy
TO_RETURNS = {"effect": "queue", "queue": "returns"}


def rule(id: str = "a", when: Any = None, *then: Any, **more: Any) -> dict[str, Any]:
    said = {"id": id, "name": {"en": f"Rule {id}", "fr": f"Règle {id}"}, "then": list(then or (TO_RETURNS,)), **more}
    return said if when is None else {**said, "when": when}


def document(*rules: Any, family: str = "routing", **more: Any) -> dict[str, Any]:
    return {"format": 1, "family": family, "rules": list(rules), **more}


def compare(fact: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"fact": fact, "op": op} if value is None else {"fact": fact, "op": op, "value": value}


def version(*rules: Any, id: str = "v1", family: str = "routing", **more: Any) -> Version:
    return version_of(id, parse_document(document(*rules, family=family, **more)))
