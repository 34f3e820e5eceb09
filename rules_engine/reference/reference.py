"""The reference evaluator: which clauses fire on which facts, in which order.

Rounds: clauses that need no derived fact are decided first; what they derive is a fact for the next round. Of several
that derive the same fact the one that counts first decides. A clause fires if its condition holds, its dates say so,
and no earlier row of its table excludes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rules_engine.document.clauses import Clause, clauses_of
from rules_engine.document.model import Document
from rules_engine.facts.check import Ground, ground_value
from rules_engine.reference.comparing import Test
from rules_engine.reference.conditions import compile_condition
from rules_engine.reference.index import Index, beyond_key, index_of
from rules_engine.vocabulary.families import DERIVE

Matching: TypeAlias = Callable[[int, Ground], Sequence[int]]  # round and facts: the positions whose condition holds


@dataclass(frozen=True, slots=True)
class Outcome:
    """`fired`: positions among the clauses, in their order. `derived`: plain values that rules concluded."""

    fired: tuple[int, ...]
    derived: dict[str, Any]


class Reference:
    """One document, made ready. Holds nothing of any decision: threads may share it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.clauses: tuple[Clause, ...] = clauses_of(document)
        self.tests: tuple[Test, ...] = tuple(compile_condition(each.condition, document) for each in self.clauses)
        self.rounds: tuple[Index, ...] = tuple(
            index_of([(i, each) for i, each in enumerate(self.clauses) if each.round == number], document)
            for number in range(max((each.round for each in self.clauses), default=-1) + 1)
        )
        keys = {position: key for index in self.rounds for position, key in index.keys.items()}
        self._rest: tuple[Test, ...] = tuple(
            compile_condition(beyond_key(each.condition, keys[i], document), document)
            for i, each in enumerate(self.clauses)
        )
        self._dated = frozenset(
            i for i, each in enumerate(self.clauses) if (each.part.starts, each.part.ends) != (None, None)
        )
        self._grouped = any(each.group is not None for each in self.clauses)
        self._deriving = {
            i: [effect for effect in each.effects if effect.key == DERIVE.key]
            for i, each in enumerate(self.clauses)
            if any(effect.key == DERIVE.key for effect in each.effects)
        }

    def decide(self, ground: Ground) -> Outcome:
        """What fires on these facts."""
        return self.settle(ground, self.matching)

    def fired(self, ground: Ground) -> tuple[int, ...]:
        """The positions that fire on these facts, for whoever asks nothing else."""
        if len(self.rounds) == 1 and not self._deriving:
            return tuple(self._counting(self.matching(0, ground), ground))
        return self.decide(ground).fired

    def matching(self, number: int, ground: Ground) -> Sequence[int]:
        """The clauses of a round whose conditions hold."""
        rest = self._rest
        return [i for i in self.rounds[number].candidates(ground) if rest[i](ground)]

    def settle(self, ground: Ground, matching: Matching) -> Outcome:
        """What fires on these facts if `matching` says which conditions hold."""
        if len(self.rounds) == 1 and not self._deriving:
            return Outcome(tuple(self._counting(matching(0, ground), ground)), {})
        known, fired, derived = dict(ground), list[int](), dict[str, tuple[int, Any]]()
        for number in range(len(self.rounds)):
            for i in self._counting(matching(number, known), known):
                fired.append(i)
                for effect in self._deriving.get(i, ()):
                    fact = str(effect["fact"])
                    if fact not in derived or i < derived[fact][0]:
                        derived[fact] = (i, effect["value"])
                        known[fact] = ground_value(self.document.family.facts[fact], effect["value"])
        return Outcome(tuple(sorted(fired)), {fact: value for fact, (_, value) in derived.items()})

    def with_derived(self, ground: Ground, outcome: Outcome) -> Ground:
        """The facts with what was derived from them."""
        facts = self.document.family.facts
        return {**ground, **{key: ground_value(facts[key], value) for key, value in outcome.derived.items()}}

    def _counting(self, matches: Sequence[int], ground: Ground) -> Sequence[int]:
        """Without clauses that are not in force, and rows that an earlier row of their table excludes."""
        if self._dated:
            now = ground["now"]
            matches = [i for i in matches if i not in self._dated or self.clauses[i].in_force(now)]
        if not self._grouped:
            return matches
        seen: set[int | None] = set()
        counting = []
        for i in matches:
            group = self.clauses[i].group
            if group is None or group not in seen:
                counting.append(i)
                seen.add(group)
        return counting
