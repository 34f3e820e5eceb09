"""The variables of a document: what each of its conditions is as boxes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rules_engine.analysis.boxes import Box, TooHard, Var, meet
from rules_engine.analysis.dimension import Dimension
from rules_engine.analysis.lists import Lists
from rules_engine.analysis.money import Amount, currencies_of
from rules_engine.analysis.pairs import FULL, is_pair, pair_box
from rules_engine.analysis.plain_facts import Choices, Numbers
from rules_engine.analysis.texts import Texts
from rules_engine.analysis.times import Moments
from rules_engine.document.clauses import Clause
from rules_engine.document.model import Comparison, Condition, Document, OtherFact, comparisons_of
from rules_engine.facts.check import ground_value
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Fact, Kind, Origin

MOST_BOXES: Final = 2_000  # of one condition


class Space:
    """Every fact that the clauses read, and the facts that those go by."""

    def __init__(self, clauses: Sequence[Clause], document: Document) -> None:
        self.document, self._clauses = document, clauses
        self._compared: dict[str, list[Comparison]] = {}
        for each in dict.fromkeys(one for clause in clauses for one in comparisons_of(clause.condition)):
            self._compared.setdefault(each.fact, []).append(each)
            if isinstance(each.value, OtherFact):
                self._compared.setdefault(each.value.fact, [])
        self.dimensions: dict[str, Dimension] = {}
        for key in list(self._compared):
            self._dimension(document.family.facts[key])
        self._dimension(document.family.facts["now"])
        self._boxes: dict[tuple[Comparison, bool], list[Box]] = {}

    def full(self, var: Var) -> int:
        """Every cell of a variable."""
        return FULL if is_pair(var) else self.dimensions[var[0]].full(var)

    def of_clause(self, clause: Clause) -> tuple[Box, ...]:
        """The condition of a clause and its dates. `TooHard` where it takes too many boxes."""
        return tuple(_both(self.of(clause.condition), self.of_dates(clause)))

    def of_dates(self, clause: Clause) -> list[Box]:
        """When a clause is in force."""
        now = self.dimensions["now"]
        assert isinstance(now, Moments)
        return [now.in_force(clause.part.starts, clause.part.ends)]

    def of(self, condition: Condition | None, holds: bool = True) -> list[Box]:
        """Boxes that together are exactly the facts on which `condition` holds, or does not."""
        if condition is None:
            return [{}] if holds else []
        if isinstance(condition, Comparison):
            return self._of_comparison(condition, holds)
        inner = holds != (condition.kind == "none")
        spread = [self.of(member, inner) for member in condition.members]
        if (condition.kind == "any") == holds if condition.kind != "none" else not holds:
            return [box for each in spread for box in each]
        found: list[Box] = [{}]
        for each in spread:
            found = _both(found, each)
        return found

    def _of_comparison(self, comparison: Comparison, holds: bool) -> list[Box]:
        known = self._boxes.get((comparison, holds))
        if known is None:
            known = self._boxes[comparison, holds] = self._made(comparison, holds)
        return known

    def _made(self, comparison: Comparison, holds: bool) -> list[Box]:
        if not isinstance(comparison.value, OtherFact):
            return self.dimensions[comparison.fact].boxes(comparison, holds)
        if comparison.value == OtherFact(comparison.fact):  # with itself
            known = self.dimensions[comparison.fact].boxes(Comparison(comparison.fact, "present"), True)
            if comparison.op in ("eq", "le", "ge"):
                return known if holds else self.of(Comparison(comparison.fact, "absent"))
            return [] if holds else [{}]
        found = [pair_box(comparison.fact, comparison.op, comparison.value, holds)]
        if holds:
            for fact in {comparison.fact: 0, comparison.value.fact: 0}:
                found = _both(found, self.dimensions[fact].boxes(Comparison(fact, "present"), True))
        return found

    def _dimension(self, fact: Fact) -> Dimension:
        if fact.key not in self.dimensions:
            self.dimensions[fact.key] = self._new(fact, self._alone(fact.key))
        return self.dimensions[fact.key]

    def _alone(self, key: str) -> list[Comparison]:
        return [each for each in self._compared.get(key, ()) if not isinstance(each.value, OtherFact)]

    def _new(self, fact: Fact, compared: list[Comparison]) -> Dimension:
        if fact.origin is Origin.DERIVED or fact.kind in (Kind.CHOICE, Kind.FLAG):
            derived = fact.origin is Origin.DERIVED
            values = self._concluded(fact) if derived else fact.choice_keys or (True, False)
            return Choices(fact, values, self.document)
        if fact.kind is Kind.MONEY:
            currency = self._dimension(self.document.family.facts[str(fact.currency_fact)])
            assert isinstance(currency, Texts)
            return Amount(fact, compared, currency, self._currencies(str(fact.currency_fact)))
        if fact.kind is Kind.TEXT:
            return Texts(fact, compared, self.document, self._currencies(fact.key))
        if fact.kind is Kind.LIST:
            return Lists(fact, compared, self.document)
        return self._moments(fact, compared) if fact.kind is Kind.INSTANT else Numbers(fact, compared)

    def _moments(self, fact: Fact, compared: list[Comparison]) -> Moments:
        parts = [clause.part for clause in self._clauses] if fact.key == "now" else []
        dates = {each for part in parts for each in (part.starts, part.ends) if each is not None}
        return Moments(fact, compared, self.document, sorted(dates))

    def _currencies(self, currency_fact: str) -> tuple[str, ...]:
        """The currencies that matter for the amounts that go by a fact; none if no amount does."""
        facts: Mapping[str, Fact] = self.document.family.facts
        amounts = [key for key in self._compared if facts[key].currency_fact == currency_fact]
        if not amounts:
            return ()
        compared = [each for key in amounts for each in self._alone(key)]
        return currencies_of(compared, self._alone(currency_fact), self.document)

    def _concluded(self, fact: Fact) -> list[Any]:
        """What rules conclude this fact to be; it is never anything else."""
        said = (effect for clause in self._clauses for effect in clause.effects if effect.key == DERIVE.key)
        return list(dict.fromkeys(ground_value(fact, each["value"]) for each in said if each["fact"] == fact.key))


def _both(some: list[Box], others: list[Box]) -> list[Box]:
    if len(some) * len(others) > 40 * MOST_BOXES:
        raise TooHard
    found = [both for one in some for other in others if (both := meet(one, other)) is not None]
    if len(found) > MOST_BOXES:
        raise TooHard
    return found
