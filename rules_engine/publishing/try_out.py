"""Ask rules a question without anybody being affected: what would they say to these facts, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.decision import Decision, NotFired
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import evaluate
from rules_engine.publishing.queries import draft, version
from rules_engine.publishing.rows import DraftRow
from rules_engine.version import version_of


@dataclass(frozen=True, slots=True)
class Trial:
    """The decision, and why everything else did not fire. `number` is the version's; None for a draft."""

    number: int | None
    decision: Decision
    not_fired: tuple[NotFired, ...]


def try_out(
    unit: Unit, *, family: str, facts: Mapping[str, Any], number: int | None = None, draft_id: UUID | None = None
) -> Trial:
    """What the draft, the version `number`, or the live version says to `facts`. Nothing is recorded.

    `Invalid` names the fact that is wrong, `NotFound` what is not there.
    """
    unit.actor.require(Permission.RULES_READ)
    found = draft(unit, draft_id=draft_id) if draft_id else version(unit, family=family, number=number)
    document = parse_document(found.document)
    decision = evaluate(version_of("trial", document), facts, now=unit.now)
    return Trial(None if isinstance(found, DraftRow) else found.number, decision, tuple(decision.not_fired()))


def not_fired_as_plain(missed: NotFired, decision: Decision) -> Mapping[str, Any]:
    """As JSON: the first condition that failed with the actual value, or the dates, or the row that came instead."""
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
