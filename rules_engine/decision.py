"""What was decided, and how: the answer of rules with everything that a record needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rules_engine.document.clauses import Clause
from rules_engine.document.model import Effect, Value
from rules_engine.document.plain import effect_as_plain, value_as_plain
from rules_engine.facts.check import Facts
from rules_engine.reference.explain import Evidence, WhyNot, why, why_not
from rules_engine.reference.reference import Outcome
from rules_engine.version import Version
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Family, Kind, Words

AnsweredBy: TypeAlias = Literal["engine", "reference", "fallback"]


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule or row that fired, with the comparisons that made it."""

    id: str
    name: Words
    evidence: tuple[Evidence, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An effect, and the id of the rule or row that said it."""

    effect: Effect
    by: str


@dataclass(frozen=True, slots=True)
class NotFired:
    """A rule or row that did not fire, and why."""

    id: str
    name: Words
    why_not: WhyNot


@dataclass(frozen=True, slots=True)
class Decision:
    """`effects` count, in the order of the rules that said them; `overruled` came later than the first of a kind of
    which only one counts. `answered_by`: the engine, refereed; the reference alone (an older version, a disagreement);
    or the reference because the engine did not answer ("fallback"). `microseconds` without writing anything down.
    """

    version: Version
    facts: Facts
    outcome: Outcome
    fired: tuple[Fired, ...]
    effects: tuple[Said, ...]
    overruled: tuple[Said, ...]
    answered_by: AnsweredBy
    microseconds: int

    def first(self, effect: str) -> Effect | None:
        """The effect of this kind that counts, the first if several do."""
        return next((said.effect for said in self.effects if said.effect.key == effect), None)

    def each(self, effect: str) -> Iterator[Effect]:
        """All effects of this kind that count."""
        return (said.effect for said in self.effects if said.effect.key == effect)

    def not_fired(self) -> Iterator[NotFired]:
        """For every rule and row that is switched on and did not fire, the first thing that kept it from it."""
        reference = self.version.reference
        ground = reference.with_derived(self.facts.ground, self.outcome)
        known = known_of(self.version, self.facts, self.outcome)
        for position, clause in enumerate(reference.clauses):
            reason = why_not(reference, position, self.outcome, ground, known)
            if reason is not None:
                yield NotFired(clause.id, clause.name, reason)

    def facts_as_plain(self) -> dict[str, Any]:
        """The facts for a record; deciding on them again with this version gives the same."""
        return dict(self.facts.plain)

    def fired_as_plain(self) -> tuple[Mapping[str, Any], ...]:
        """The rules that fired for a record, with the facts that made them."""
        document = self.version.document
        return tuple(
            {
                "rule": each.id,
                "name": {"en": each.name.en, "fr": each.name.fr},
                "because": [evidence.as_plain(document) for evidence in each.evidence],
                "effects": [effect_as_plain(effect, document.family) for effect in each.effects],
            }
            for each in self.fired
        )

    def effects_as_plain(self) -> tuple[Mapping[str, Any], ...]:
        """The effects that count for a record, each with the rule that said it."""
        family = self.version.family
        return tuple({**effect_as_plain(said.effect, family), "rule": said.by} for said in self.effects)


def decision_of(
    version: Version, facts: Facts, outcome: Outcome, *, answered_by: AnsweredBy, microseconds: int
) -> Decision:
    """The decision that follows from what fired."""
    ground = version.reference.with_derived(facts.ground, outcome) if outcome.derived else facts.ground
    known = known_of(version, facts, outcome)
    clauses = [version.reference.clauses[position] for position in outcome.fired]
    fired = tuple(
        Fired(clause.id, clause.name, why(version.reference, position, ground, known), clause.effects)
        for position, clause in zip(outcome.fired, clauses, strict=True)
    )
    effects, overruled = resolved(version.family, clauses)
    return Decision(version, facts, outcome, fired, effects, overruled, answered_by, microseconds)


def known_of(version: Version, facts: Facts, outcome: Outcome) -> dict[str, Any]:
    """The plain facts with what was derived from them."""
    kinds = version.family.facts
    return {**facts.plain, **{key: _plain(kinds[key].kind, value) for key, value in outcome.derived.items()}}


def said_once(effect: Effect, family: Family) -> object:
    """What may count once only: the kind of a single-valued effect, the fact that is derived, or the very effect."""
    derived = effect["fact"] if effect.key == DERIVE.key else None
    return (effect.key, derived) if derived or family.effects[effect.key].single else effect


def _plain(kind: Kind, value: Value) -> Any:
    return value_as_plain(value, instant=kind is Kind.INSTANT)


def resolved(family: Family, clauses: Sequence[Clause]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """What counts, and what is overruled: of a single-valued effect, and of a derived fact, the first counts. What is
    said twice counts once.
    """
    taken: set[object] = set()
    effects: list[Said] = []
    overruled: list[Said] = []
    for clause in clauses:
        for effect in clause.effects:
            key = said_once(effect, family)
            (overruled if key in taken else effects).append(Said(effect, clause.id))
            taken.add(key)
    return tuple(effects), tuple(overruled)
