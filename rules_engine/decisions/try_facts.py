"""What a version would decide on some facts, with why and why not. Nothing is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.decision import Decision, NotFired
from rules_engine.document.json_text import read_json
from rules_engine.evaluate import evaluate
from rules_engine.publishing.queries import version as version_row
from rules_engine.version import Version, version_of


@dataclass(frozen=True, slots=True)
class Tried:
    """Plain JSON throughout. `not_fired`: each with the first condition that failed and the actual value, or the dates
    or the row that kept it from firing.
    """

    version: int
    facts: Mapping[str, Any]
    fired: tuple[Mapping[str, Any], ...]
    effects: tuple[Mapping[str, Any], ...]
    not_fired: tuple[Mapping[str, Any], ...]
    answered_by: str
    microseconds: int


def try_facts(unit: Unit, *, family: str, facts: Mapping[str, Any], version: int | None = None) -> Tried:
    """Decide by a version of the family (the live one without a number); `NotFound` where there is none.

    Refuses with `Invalid` naming the fact that is unknown or wrong.
    """
    unit.actor.require(Permission.RULES_READ)
    found = version_row(unit, family=family, number=version)
    ready = _ready(found.id, f"{family} {found.number}", _text(found.document))
    decision = evaluate(ready, facts, now=unit.now)
    return tried(decision, found.number)


def tried(decision: Decision, number: int) -> Tried:
    """A decision in the form in which it is shown."""
    return Tried(
        version=number,
        facts=decision.facts_as_plain(),
        fired=decision.fired_as_plain(),
        effects=decision.effects_as_plain(),
        not_fired=tuple(_why_not(each, decision) for each in decision.not_fired()),
        answered_by=decision.answered_by,
        microseconds=decision.microseconds,
    )


def _why_not(missed: NotFired, decision: Decision) -> Mapping[str, Any]:
    said: dict[str, Any] = {
        "rule": missed.id,
        "name": {"en": missed.name.en, "fr": missed.name.fr},
        "cause": missed.why_not.cause,
    }
    if missed.why_not.evidence is not None:
        said["failed"] = missed.why_not.evidence.as_plain(decision.version.document)
    if missed.why_not.instead is not None:
        said["instead"] = missed.why_not.instead
    return said


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True)


@lru_cache(maxsize=32)  # versions never change
def _ready(id: UUID, name: str, document: str) -> Version:
    return version_of(name, read_json(document))
