"""What rules say to facts, without the why: for a hundred thousand decisions at a time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from rules_engine.decision import resolved
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import effect_as_plain
from rules_engine.facts.check import Ground
from rules_engine.facts.many import Grounds
from rules_engine.reference.reference import Reference
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Family

_MOST_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was said: the effects that count, each with its rule, and the rules that fired.

    Two answers agree if `said` is equal: the same effects, in whatever order and by whichever rule. What rules only
    conclude for each other has no effect and is left out of it.
    """

    effects: tuple[Mapping[str, Any], ...]
    fired: tuple[str, ...]
    said: tuple[str, ...]


class Judge:
    """Remembers what it has answered; one thread at a time."""

    def __init__(self, reference: Reference) -> None:
        self.family: Family = reference.document.family
        self.grounds = Grounds(self.family)
        self._reference = reference
        self._answers: dict[tuple[int, ...], Answer] = {}

    def says(self, facts: Mapping[str, Any], *, now: datetime) -> Answer:
        """The answer of the reference evaluator; `Invalid` names the fact that does not fit the vocabulary."""
        return self.answer(self.grounds.of(facts, now=now))

    def answer(self, ground: Ground) -> Answer:
        """The same for facts that are ready."""
        fired = self._reference.fired(ground)
        answer = self._answers.get(fired)
        if answer is None:
            if len(self._answers) >= _MOST_KEPT:
                self._answers.clear()
            answer = self._answers[fired] = self._answer(fired)
        return answer

    def _answer(self, fired: Sequence[int]) -> Answer:
        clauses = [self._reference.clauses[position] for position in fired]
        effects, _ = resolved(self.family, clauses)
        plain = [{**effect_as_plain(each.effect, self.family), "rule": each.by} for each in effects]
        return answer_of(plain, [clause.id for clause in clauses])


@lru_cache(maxsize=8)
def reference_of(document: str) -> Reference:
    """A document, given as JSON text, made ready. Threads may share it."""
    return Reference(parse_document(json.loads(document)))


class Recorded:
    """Answers as they were recorded, read once each."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Answer] = {}

    def says(self, effects: str, fired: str) -> Answer:
        """The answer whose effects, and ids of rules that fired, are these JSON texts."""
        answer = self._answers.get((effects, fired))
        if answer is None:
            if len(self._answers) >= _MOST_KEPT:
                self._answers.clear()
            answer = answer_of(json.loads(effects), json.loads(fired))
            self._answers[effects, fired] = answer
        return answer


def answer_of(effects: Sequence[Mapping[str, Any]], fired: Sequence[str]) -> Answer:
    """From plain effects with their rules."""
    said = sorted(_canonical(each) for each in effects if each.get("effect") != DERIVE.key)
    return Answer(tuple(effects), tuple(fired), tuple(said))


def _canonical(effect: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in effect.items() if name != "rule"}, sort_keys=True)
