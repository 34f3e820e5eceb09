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
from rules_engine.version import version_of


@dataclass(frozen=True, slots=True)
class Trial:
    """The decision, and why everything else did not fire."""

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
    return Trial(decision, tuple(decision.not_fired()))
