"""Whether a finding is true of its facts: asked of the reference evaluator, the only one that knows."""

from datetime import UTC, datetime
from typing import Any

from domain.kernel.errors import Invalid
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.times import USUAL
from rules_engine.decision import said_once
from rules_engine.document.model import Effect
from rules_engine.facts.check import check_facts
from rules_engine.reference.explain import Evidence, why_not
from rules_engine.reference.reference import Reference

NOW = datetime.fromtimestamp(USUAL, UTC)


def proven(finding: Finding, reference: Reference) -> bool:
    """Whether the facts may be given and show what the finding says."""
    try:
        facts = check_facts(reference.document.family, finding.facts, now=NOW, strict=True)
    except Invalid:
        return False
    outcome = reference.decide(facts.ground)
    ground = reference.with_derived(facts.ground, outcome)
    if finding.kind == "gap":
        return _is_gap(finding, reference, outcome.fired, ground)
    assert finding.position is not None
    if finding.kind in ("never", "shadowed"):
        return _is_still(finding, finding.position, reference, outcome.fired, ground)
    if finding.position not in outcome.fired:
        return False
    if finding.kind == "covered":
        return _counting(finding.position, reference, outcome.fired) == []
    together = all(each in outcome.fired for each in finding.others)
    return together and (finding.kind == "duplicate" or _overruled(finding, reference, outcome.fired))


def _is_still(
    finding: Finding, position: int, reference: Reference, fired: tuple[int, ...], ground: dict[str, Any]
) -> bool:
    """Whether it does not fire: because of its own condition, or of an earlier row."""
    holds = reference.tests[position](ground) and reference.clauses[position].in_force(ground["now"])
    if finding.kind == "never":
        return not holds
    return holds and position not in fired and any(each in fired for each in finding.others)


def failing(finding: Finding, reference: Reference) -> Evidence | None:
    """The first comparison that keeps a clause from firing on the facts of the finding."""
    facts = check_facts(reference.document.family, finding.facts, now=NOW)
    outcome = reference.decide(facts.ground)
    ground = reference.with_derived(facts.ground, outcome)
    plain = {**facts.plain, **outcome.derived}
    reason = why_not(reference, finding.position or 0, outcome, ground, plain)
    return reason.evidence if reason else None


def _is_gap(finding: Finding, reference: Reference, fired: tuple[int, ...], ground: dict[str, Any]) -> bool:
    rows = [i for i, each in enumerate(reference.clauses) if each.row is not None and each.part.id == finding.part]
    return reference.clauses[rows[0]].in_force(ground["now"]) and not any(i in fired for i in rows)


def _counting(position: int, reference: Reference, fired: tuple[int, ...]) -> list[Effect]:
    """The effects of a clause that no earlier one has said."""
    family = reference.document.family
    taken = {said_once(each, family) for i in fired if i < position for each in reference.clauses[i].effects}
    return [each for each in reference.clauses[position].effects if said_once(each, family) not in taken]


def _overruled(finding: Finding, reference: Reference, fired: tuple[int, ...]) -> bool:
    """Whether what it says does not count, and the other one says it differently."""
    family, effect, position = reference.document.family, finding.effect, finding.position
    assert effect is not None and position is not None
    key = said_once(effect, family)
    theirs = [each for i in finding.others for each in reference.clauses[i].effects if said_once(each, family) == key]
    return effect not in _counting(position, reference, fired) and bool(theirs) and effect != theirs[0]
