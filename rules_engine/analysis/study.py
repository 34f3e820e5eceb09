"""A document as the checks look at it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from rules_engine.analysis.boxes import Box, Region, TooHard, inside, meet
from rules_engine.analysis.meetings import Meetings
from rules_engine.analysis.solver import Answer, Solver
from rules_engine.analysis.space import Space
from rules_engine.decision import said_once
from rules_engine.document.clauses import Clause
from rules_engine.document.model import Effect
from rules_engine.reference.reference import Reference

_LOOKS: Final = 10  # cost as much as one step of a search


@dataclass
class Study:
    """`own`: the boxes in which the condition of a clause holds and it is in force; None where there are too many.
    `undecided` counts the questions that stay open.
    """

    reference: Reference
    undecided: int = 0
    # Of each clause facts on which it fires, as they are found.
    fires_on: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def clauses(self) -> Sequence[Clause]:
        return self.reference.clauses

    @cached_property
    def space(self) -> Space:
        return Space(self.clauses, self.reference.document)

    @cached_property
    def own(self) -> list[tuple[Box, ...] | None]:
        return [self._own(each) for each in self.clauses]

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self.own)

    @cached_property
    def earlier_rows(self) -> list[tuple[int, ...]]:
        """The rows that exclude each clause where they hold; none for a rule."""
        return [
            tuple(j for j in self.meetings.before(i) if self.clauses[j].group == each.group)
            if each.group is not None
            else ()
            for i, each in enumerate(self.clauses)
        ]

    @cached_property
    def fires(self) -> list[Region | None]:
        """On which facts each clause fires: its own, without those of earlier rows."""
        # A row that took too many boxes is none that `meetings` knows of: whatever comes after it is not known either.
        lost = {each.group for i, each in enumerate(self.clauses) if self.own[i] is None and each.group is not None}
        found: list[Region | None] = []
        for own, rows, clause in zip(self.own, self.earlier_rows, self.clauses, strict=True):
            excepted = tuple(box for j in rows for box in self.own[j] or ())
            found.append(None if own is None or clause.group in lost else Region(own, excepted))
        return found

    @cached_property
    def solver(self) -> Solver:
        return Solver(self.space, self.clauses, self.fires)

    def fire_outside(self, position: int, others: Sequence[int]) -> Answer:
        """Facts on which a clause fires and none of the others does."""
        fires = self.fires[position]
        if fires is None:
            return Answer(None, sure=False)
        return self.solver.in_none(fires.boxes, [*_each(fires.minus), *(self.fires[each] for each in others)])

    def fire_together(self, one: int, other: int) -> Answer:
        """Facts on which both fire."""
        first, second = self.fires[one], self.fires[other]
        if first is None or second is None:
            return Answer(None, sure=False)
        both = [box for a in first.boxes for b in second.boxes if (box := meet(a, b)) is not None]
        return self.solver.in_none(both, _each((*first.minus, *second.minus))) if both else Answer(None)

    def may_cover(self, position: int, others: Iterable[int]) -> Iterator[int]:
        """Those of the others of which each alone may fire whenever the clause does."""
        needs, full = self.meetings.needs, self.space.full
        for looked, each in enumerate(others):
            if looked % _LOOKS == 0:
                self.solver.spend()
            if inside(needs[position], needs[each], full):
                yield each

    def key(self, effect: Effect) -> object:
        """What may count once only."""
        return said_once(effect, self.reference.document.family)

    def _own(self, clause: Clause) -> tuple[Box, ...] | None:
        try:
            return self.space.of_clause(clause)
        except TooHard:
            return None


def _each(boxes: Sequence[Box]) -> list[Region]:
    return [Region((box,)) for box in boxes]
