"""Why order lines come from where they come from: what fired, and for the rest the first condition that failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.decisions.queries import DecisionView
from domain.kernel.permissions import Permission
from domain.models.rules import RuleVersion
from domain.sourcing.queries import HIDDEN, LineWhy, order_sourcing
from domain.work.unit import Unit
from rules_engine.decision import Decision, NotFired
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import evaluate
from rules_engine.publishing.live import as_called_now
from rules_engine.publishing.try_out import not_fired_as_plain
from rules_engine.readback.sentence import comparison_words
from rules_engine.version import Version, version_of

MOST = 200  # rules that did not fire; nobody reads more


@dataclass(frozen=True, slots=True)
class Explained:
    """A line with the rules as JSON: `fired` with the facts that made them, `not_fired` with what kept them from it.

    Both are empty for whoever may not read rules, and where there were none.
    """

    line: LineWhy
    version: str
    answered_by: str
    fired: tuple[Mapping[str, Any], ...]
    not_fired: tuple[Mapping[str, Any], ...]


def sourcing_why(unit: Unit, *, order: str | UUID) -> tuple[Explained, ...]:
    """Every line of an order that was ever sourced, by the version that decided then; or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    lines, versions = order_sourcing(unit, order=order), dict[UUID, Version]()
    told = unit.actor.can(Permission.RULES_READ)
    return tuple(_explained(unit, line, versions) if told else Explained(line, "", "", (), ()) for line in lines)


def _explained(unit: Unit, line: LineWhy, versions: dict[UUID, Version]) -> Explained:
    made = line.decision
    if made is None:
        return Explained(line, "", "built_in", (), ())
    return Explained(line, made.version, made.answered_by, tuple(made.fired), _not_fired(unit, made, versions))


def _not_fired(unit: Unit, made: DecisionView, versions: dict[UUID, Version]) -> tuple[Mapping[str, Any], ...]:
    """Deciding again on the same facts by the same version gives the same; facts that were erased give nothing."""
    if made.version_id is None or not made.facts:
        return ()
    if made.version_id not in versions:
        document = parse_document(as_called_now(unit, unit.session.get_one(RuleVersion, made.version_id)))
        versions[made.version_id] = version_of(made.version, document)
    again = evaluate(versions[made.version_id], made.facts, now=made.at)
    fired = {str(rule["rule"]) for rule in made.fired}
    missed = (_missed(each, again) for each in again.not_fired() if each.id not in fired)
    return tuple([each for each in missed if each.get("failed", {}).get("fact") not in HIDDEN][:MOST])


def _missed(each: NotFired, decision: Decision) -> Mapping[str, Any]:
    """With what the condition asks for, in both languages."""
    said = dict(not_fired_as_plain(each, decision))
    if each.why_not.evidence is not None:
        comparison, family = each.why_not.evidence.comparison, decision.version.family
        said["condition"] = {language: comparison_words(comparison, family, language) for language in ("en", "fr")}
    return said
