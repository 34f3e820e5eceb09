"""Replay what was decided: what differs, what cannot be replayed, and the sums. Pure, so that it can run anywhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from domain.kernel.errors import DomainError, Invalid
from rules_engine.simulation.judge import Answer, Judge, Recorded
from rules_engine.simulation.measures import measured
from rules_engine.simulation.sums import Sums, no_sums

ERASED: Final = Invalid(
    code="erased",
    en="Its facts were erased with the data of the person.",
    fr="Ses faits ont été effacés avec les données de la personne.",
)


@dataclass(frozen=True, slots=True)
class Past:
    """Something to be decided once more. `effects` and `fired` are the recorded answer as JSON texts, "" if none is."""

    subject_kind: str
    subject_id: UUID
    at: datetime
    facts: Mapping[str, Any]
    effects: str = ""
    fired: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """`place`: which of what was replayed, from 0. `reason` is set where it could not be."""

    place: int
    past: Past
    kind: Literal["differs", "unreplayable"]
    before: tuple[Mapping[str, Any], ...] = ()
    after: tuple[Mapping[str, Any], ...] = ()
    reason: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Replayed:
    """`counted`: how many were looked at."""

    counted: int = 0
    sums: Sums = field(default_factory=no_sums)
    differences: list[Difference] = field(default_factory=list)


class Replay:
    """Compares `rules` with `live` rules, or, without, with what was recorded. One thread at a time."""

    def __init__(self, rules: Judge, live: Judge | None = None) -> None:
        self.rules, self.live, self._recorded = rules, live, Recorded()

    def run(self, pasts: Iterable[Past]) -> Replayed:
        """Everything in order. What does not fit the vocabulary any more is counted with its reason, never lost."""
        found, tally = Replayed(), _Tally(self.rules.family.key)
        for place, past in enumerate(pasts):
            found.counted += 1
            try:
                before, after = self._both(past)
            except DomainError as refusal:
                found.differences.append(_unreplayable(place, past, refusal, found.sums))
                continue
            tally.note(before, after, past.facts)
            if before.said != after.said:
                found.differences.append(Difference(place, past, "differs", before.effects, after.effects))
        found.sums["replayed"] = found.counted - found.sums["unreplayable"]
        found.sums["differ"] = sum(each.kind == "differs" for each in found.differences)
        found.sums |= tally.sums()
        return found

    def _both(self, past: Past) -> tuple[Answer, Answer]:
        if not past.facts:
            raise ERASED
        ground = self.rules.grounds.of(past.facts, now=past.at)
        after = self.rules.answer(ground)
        if self.live is not None:
            return self.live.answer(ground), after
        return self._recorded.says(past.effects, past.fired), after


class _Tally:
    """Counts answers first, what is in them at the end: few answers are given many times."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._answers: tuple[Counter[Answer], Counter[Answer]] = (Counter(), Counter())
        self._measures: dict[str, dict[str, list[int]]] = {}

    def note(self, before: Answer, after: Answer, facts: Mapping[str, Any]) -> None:
        self._answers[0][before] += 1
        self._answers[1][after] += 1
        if self._family == "policy":
            self._measure(0, before, facts, 1)
            self._measure(1, after, facts, 1)

    def sums(self) -> Sums:
        fired: dict[str, list[int]] = {}
        for side, answers in enumerate(self._answers):
            for answer, times in answers.items():
                for rule in answer.fired:
                    fired.setdefault(rule, [0, 0])[side] += times
                if self._family != "policy":
                    self._measure(side, answer, {}, times)
        return {"fired": fired, "measures": self._measures}

    def _measure(self, side: int, answer: Answer, facts: Mapping[str, Any], times: int) -> None:
        for measure, value, much in measured(self._family, answer.effects, facts):
            self._measures.setdefault(measure, {}).setdefault(value, [0, 0])[side] += much * times


def _unreplayable(place: int, past: Past, refusal: DomainError, sums: Sums) -> Difference:
    sums["unreplayable"] += 1
    reason = {"code": refusal.code, "field": refusal.field or "", "en": refusal.en, "fr": refusal.fr}
    counted = sums["reasons"].setdefault(f"{refusal.code} {refusal.field or ''}".strip(), {**reason, "count": 0})
    counted["count"] += 1
    return Difference(place, past, "unreplayable", reason=reason)
