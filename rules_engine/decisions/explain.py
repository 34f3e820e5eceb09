"""Why was it decided like that? The record, and what the very version that decided says to the same facts."""

from dataclasses import dataclass
from uuid import UUID

from domain.decisions.queries import DecisionView, decision, decisions_about
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.models.rules import RuleVersion
from domain.work.unit import Unit
from rules_engine.decision import Decision, NotFired
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import evaluate
from rules_engine.publishing.live import as_called_now
from rules_engine.version import version_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """`recorded` is what was kept then. `again`: the reference by that version on those facts, None where there is no
    version, or the facts of an erased person are gone. `others`: why the other rules did not fire. `same`: it fires
    what was recorded.
    """

    recorded: DecisionView
    again: Decision | None
    others: tuple[NotFired, ...]
    same: bool


def explain(unit: Unit, *, decision_id: UUID) -> Explanation:
    """One decision explained, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    return _explained(unit, decision(unit, decision_id=decision_id))


def explain_about(unit: Unit, *, subject_kind: str, subject_id: UUID, limit: int = 10) -> tuple[Explanation, ...]:
    """What was decided about something, newest first, each explained."""
    unit.actor.require(Permission.RULES_READ)
    found = decisions_about(unit, subject_kind=subject_kind, subject_id=subject_id, limit=limit)
    return tuple(_explained(unit, each) for each in found)


def _explained(unit: Unit, recorded: DecisionView) -> Explanation:
    again = _decide_again(unit, recorded)
    if again is None:
        return Explanation(recorded, None, (), False)
    same = [each.id for each in again.fired] == [each["rule"] for each in recorded.fired]
    return Explanation(recorded, again, tuple(again.not_fired()), same)


def _decide_again(unit: Unit, recorded: DecisionView) -> Decision | None:
    if recorded.version_id is None or not recorded.facts:
        return None
    version = unit.session.get_one(RuleVersion, recorded.version_id)
    try:
        document = parse_document(as_called_now(unit, version))
        return evaluate(version_of(recorded.version, document), recorded.facts, now=recorded.at)
    except DomainError:  # a form, or a fact, that this release no longer knows
        return None
