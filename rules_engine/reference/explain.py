"""Why a clause fired, and why another did not: the comparisons that decided, with the actual values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rules_engine.document.clauses import Clause
from rules_engine.document.model import Comparison, Condition, Document, OtherFact
from rules_engine.document.plain import condition_as_plain
from rules_engine.facts.check import Ground
from rules_engine.reference.conditions import compile_condition
from rules_engine.reference.reference import Outcome, Reference


@dataclass(frozen=True, slots=True)
class Evidence:
    """A comparison, whether it held, and what the fact was (plain; None: absent). `at` is its place."""

    at: str
    comparison: Comparison
    held: bool
    actual: Any
    other: Any = None  # of the fact that it was compared with

    def as_plain(self, document: Document) -> dict[str, Any]:
        """As JSON, for records."""
        said = {"at": self.at, **condition_as_plain(self.comparison, document.family)}
        said |= {"held": self.held, "actual": self.actual}
        return said | ({"other": self.other} if self.other is not None else {})


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a clause did not fire. `evidence` is the first comparison that decided, where the condition did not hold;
    `instead` is the id of the row that excluded it.
    """

    cause: Literal["condition", "dates", "hit_policy"]
    evidence: Evidence | None = None
    instead: str | None = None


def why(reference: Reference, position: int, ground: Ground, plain: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """The comparisons that made a clause fire, in reading order. `ground` and `plain` include derived facts."""
    return tuple(_proof(reference.document, reference.clauses[position], True, ground, plain))


def why_not(
    reference: Reference, position: int, outcome: Outcome, ground: Ground, plain: Mapping[str, Any]
) -> WhyNot | None:
    """Why a clause did not fire; None if it did."""
    if position in outcome.fired:
        return None
    clause = reference.clauses[position]
    if not reference.tests[position](ground):
        return WhyNot("condition", next(_proof(reference.document, clause, False, ground, plain)))
    if not clause.in_force(ground["now"]):
        return WhyNot("dates")
    instead = next(i for i in outcome.fired if reference.clauses[i].group == clause.group)
    return WhyNot("hit_policy", instead=reference.clauses[instead].id)


def _proof(
    document: Document, clause: Clause, held: bool, ground: Ground, plain: Mapping[str, Any]
) -> Iterator[Evidence]:
    places: Iterator[tuple[str, Condition]]
    if clause.row is None or not hasattr(clause.part, "rows"):
        places = iter([(f"{clause.at}.when", clause.condition)] if clause.condition else [])
    else:
        cells = clause.part.rows[clause.row].cells
        places = ((f"{clause.at}.when[{i}]", cell) for i, cell in enumerate(cells) if cell is not None)
    for at, condition in places:
        if held or not compile_condition(condition, document)(ground):
            yield from _walk(document, condition, held, at, ground, plain)


def _walk(
    document: Document, condition: Condition, held: bool, at: str, ground: Ground, plain: Mapping[str, Any]
) -> Iterator[Evidence]:
    """The comparisons that prove that `condition` holds, or that it does not."""
    if isinstance(condition, Comparison):
        other = plain.get(condition.value.fact) if isinstance(condition.value, OtherFact) else None
        yield Evidence(at, condition, held, plain.get(condition.fact), other)
        return
    wanted = held != (condition.kind == "none")
    every = held == (condition.kind != "any")
    for i, member in enumerate(condition.members):
        if every or compile_condition(member, document)(ground) is wanted:
            yield from _walk(document, member, wanted, f"{at}.{condition.kind}[{i}]", ground, plain)
            if not every:
                return
