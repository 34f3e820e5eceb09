"""From a box to facts that lie in it: plain, typed, and derived facts really concluded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from rules_engine.analysis.bounds import impossible
from rules_engine.analysis.boxes import STEPS, Box, Budget, Region, TooHard, Var, meet, outside
from rules_engine.analysis.pairs import ground_of, is_pair, near, relation
from rules_engine.analysis.plain_facts import Choices
from rules_engine.analysis.space import Space
from rules_engine.analysis.texts import Texts
from rules_engine.analysis.times import USUAL, Moments, in_range
from rules_engine.document.clauses import Clause
from rules_engine.document.plain import written
from rules_engine.facts.check import ground_value
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Kind, Origin

MOST_STEPS: Final = 500_000  # of all searches together: about twenty seconds
_MOST_TRIED: Final = 3_000  # combinations of facts that depend on each other
_MOST_PICKS: Final = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """`facts` that lie in what was asked, if there are any. `sure`: without any, there are none."""

    facts: dict[str, Any] | None
    sure: bool = True


class Solver:
    """Finds facts. `regions` are those of the clauses, by position; None where one took too many boxes."""

    def __init__(self, space: Space, clauses: Sequence[Clause], regions: Sequence[Region | None]) -> None:
        self._space, self._clauses, self._regions = space, clauses, regions
        self._facts = space.document.family.facts
        self._left = MOST_STEPS
        self._currencies = {each.currency_fact for each in self._facts.values()}
        self._makers: dict[str, list[tuple[int, Any]]] = {}
        for i, clause in enumerate(clauses):
            said = [each for each in clause.effects if each.key == DERIVE.key]
            for effect in reversed(said):  # the first of one clause counts
                fact = str(effect["fact"])
                makers = [each for each in self._makers.get(fact, []) if each[0] != i]
                self._makers[fact] = [*makers, (i, ground_value(self._facts[fact], effect["value"]))]
        self._round = {fact: max(clauses[i].round for i, _ in makers) for fact, makers in self._makers.items()}

    def in_none(self, boxes: Sequence[Box], regions: Sequence[Region | None], *, known: bool = False) -> Answer:
        """Facts in one of the boxes and in none of the regions. `known`: rather with facts that are known."""
        sure = all(each is not None for each in regions)
        clear = [each for each in regions if each is not None]
        open_ = False
        budget = Budget(max(0, min(STEPS, self._left)))
        granted = budget.left
        for box in boxes:
            try:
                for left in outside(box, clear, self._space.full, budget):
                    answer = self._in(left, budget, known)
                    if answer.facts is not None:
                        self._left -= granted - budget.left
                        return answer if sure else Answer(None, sure=False)
                    open_ = open_ or not answer.sure
            except TooHard:
                open_ = True
                if budget.left < 0:
                    break
        self._left -= granted - budget.left
        return Answer(None, sure and not open_)

    def spend(self, steps: int = 1) -> None:
        """Count what others do on the way to a question; once everything is spent, every question stays open."""
        self._left -= steps

    def _in(self, box: Box, budget: Budget, known: bool) -> Answer:
        sure = True
        for concrete in self._with_makers(box, budget):
            budget.spend()
            answer = self._concrete(concrete, budget, known)
            if answer.facts is not None:
                return answer
            sure = sure and answer.sure
        return Answer(None, sure)

    def _with_makers(self, box: Box, budget: Budget) -> Iterator[Box]:
        """Boxes that are in `box` and in which the derived facts that it names are concluded as it says."""
        derived = [var for var in box if self._facts[var[0]].origin is Origin.DERIVED and len(var) == 1]
        open_ = [var for var in derived if (*var, "made") not in box]
        if not open_:
            yield box
            return
        var = max(open_, key=lambda each: self._round.get(each[0], -1))
        for made in self._made(box, var, budget):
            yield from self._with_makers({**made, (*var, "made"): 1}, budget)

    def _made(self, box: Box, var: Var, budget: Budget) -> Iterator[Box]:
        dimension, makers = self._space.dimensions[var[0]], self._makers.get(var[0], [])
        assert isinstance(dimension, Choices)
        mask = box[var]
        if mask & 1:
            yield from outside({**box, var: 1}, self._clear([i for i, _ in makers]), self._full, budget)
        for i, value in makers:
            bit = 2 << dimension.values.index(value)
            if mask & bit:
                others = [j for j, other in makers if j < i and other != value]
                for each in self._clear([i])[0].boxes:
                    inside = meet({**box, var: bit}, each)
                    if inside is not None:
                        excepted = Region(self._clear([i])[0].minus)
                        yield from outside(inside, [excepted, *self._clear(others)], self._full, budget)

    def _full(self, var: Var) -> int:
        return 1 if var[-1] == "made" else self._space.full(var)

    def _clear(self, positions: Sequence[int]) -> list[Region]:
        found = [self._regions[i] for i in positions]
        if any(each is None for each in found):
            raise TooHard
        return [each for each in found if each is not None]

    def _concrete(self, box: Box, budget: Budget, known: bool) -> Answer:
        facts: dict[str, Any] = {}
        sure = True
        for component in self._components(box):
            found = self._search(component, box, known)
            budget.spend(len(component))
            if found is None:
                return Answer(None, sure=self._sure(component, box))
            facts |= found
        given = (key for key, fact in self._facts.items() if key in facts and fact.origin is not Origin.DERIVED)
        return Answer({key: facts[key] for key in given}, sure)

    def _components(self, box: Box) -> list[list[str]]:
        """The facts of a box, those together that depend on each other; whatever others go by comes first."""
        links = [{*self._read(var)} for var in box]
        links = [each for each in links if each]
        groups: list[set[str]] = []
        for link in links:
            joined = [each for each in groups if each & link]
            groups = [each for each in groups if not each & link] + [link.union(*joined)]
        order = {key: i for i, key in enumerate(self._facts)}
        return [
            sorted(each, key=lambda key: (not self._leads(key), not self._few(key, box), order[key])) for each in groups
        ]

    def _read(self, var: Var) -> Iterator[str]:
        """The facts that have to be chosen together because of a variable."""
        for key in (var[0], var[2]) if is_pair(var) else (var[0],):
            fact = self._facts[key]
            if fact.origin is Origin.DERIVED:
                if is_pair(var):
                    yield key
                continue
            yield key
            if fact.currency_fact:
                yield fact.currency_fact
            if len(var) > 1 and var[1] == "rel":
                yield "now"

    def _leads(self, key: str) -> bool:
        return key == "now" or key in self._currencies

    def _few(self, key: str, box: Box) -> bool:
        """Whether every value that a fact can have is tried."""
        dimension = self._space.dimensions[key]
        return isinstance(dimension, Choices) or (isinstance(dimension, Texts) and dimension.few(box))

    def _search(self, component: Sequence[str], box: Box, known: bool) -> dict[str, Any] | None:
        """Values for all of them, tried one after the other."""
        pairs = [var for var in box if is_pair(var) and (var[0] in component or var[2] in component)]
        tries = Budget(_MOST_TRIED)

        def go(i: int, plain: dict[str, Any]) -> dict[str, Any] | None:
            if i == len(component):
                return {key: value for key, value in plain.items() if value is not None}
            for value in self._picks(component[i], box, plain, pairs, component, known):
                tries.spend()
                chosen = {**plain, component[i]: value}
                if self._related(chosen, box, pairs) and (found := go(i + 1, chosen)) is not None:
                    return found
            return None

        try:
            return go(0, {})
        except TooHard:
            return None

    def _picks(
        self, key: str, box: Box, plain: dict[str, Any], pairs: list[Var], component: Sequence[str], known: bool
    ) -> list[Any]:
        dimension = self._space.dimensions[key]
        if isinstance(dimension, Choices) and self._facts[key].origin is Origin.DERIVED:
            return [dimension.value(box[(key,)])] if (key,) in box else [None]
        close = [
            value
            for var in pairs
            if key in (var[0], var[2])
            for other in self._likely(var[2] if key == var[0] else var[0], box, plain)
            for value in near(var, key, other)
        ]
        if isinstance(dimension, Moments) and key == "now":
            close += [written(each) for each in self._nows(box, component) if in_range(each)]
        found = list(islice(dimension.picks(box, plain, close), _MOST_PICKS if pairs or len(component) > 1 else 2))
        if known and any(var[0] == key for var in box):
            found.sort(key=lambda each: each is None)
        return found

    def _likely(self, key: str, box: Box, plain: Mapping[str, Any]) -> list[Any]:
        """What a fact is, or what it will be tried with."""
        if key in plain:
            return [plain[key]]
        if self._facts[key].origin is Origin.DERIVED:
            return []
        return [each for each in islice(self._space.dimensions[key].picks(box, plain, ()), 6) if each is not None]

    def _nows(self, box: Box, component: Sequence[str]) -> Iterator[int]:
        """Moments from which the other moments are as far as they have to be."""
        for key in component:
            other = self._space.dimensions[key]
            if isinstance(other, Moments) and key != "now" and (key, "rel") in box:
                fixed = {var: mask for var, mask in box.items() if var[0] == key and var != (key, "rel")}
                for at, _ in zip(other.moments(fixed, USUAL, ()), range(10), strict=False):
                    for offset, _ in zip(other.offsets.picks(box[key, "rel"]), range(10), strict=False):
                        yield at - offset

    def _related(self, plain: Mapping[str, Any], box: Box, pairs: Sequence[Var]) -> bool:
        ground = {key: ground_of(self._facts[key], value, plain) for key, value in plain.items()}
        return all(relation(var, ground) & box[var] for var in pairs if var[0] in plain and var[2] in plain)

    def _sure(self, component: Sequence[str], box: Box) -> bool:
        """Whether there is nothing at all if nothing was found."""
        if impossible(component, box, self._space.dimensions):
            return True
        if any(is_pair(var) and var[0] in component for var in box):
            # Of two texts the second is tried with each value that the first can have.
            texts = all(self._facts[key].kind in (Kind.TEXT, Kind.CHOICE) for key in component)
            return texts and len(component) <= 2 and self._few(component[0], box)
        moments = [key for key in component if self._facts[key].kind is Kind.INSTANT]
        if len(component) > 1 and moments:
            return False
        return all(self._space.dimensions[key].sure(box) for key in component)
