"""The best way to share lines out to nodes, found exactly: branch and bound over the nodes that are used.

A pure problem of whole numbers; `weigh` says what they stand for. Costs are to be such that no two ways cost the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import le
from typing import Final

EFFORT: Final = 100_000  # comparisons, under a tenth of a second; 20 lines over 10 nodes never take more
_FAR: Final = 1 << 4096  # more than anything costs


@dataclass(frozen=True, slots=True)
class Shared:
    """Lines that draw on the same pieces: how many each takes, and how many there are at each node."""

    lines: tuple[int, ...]
    pieces: tuple[int, ...]
    stock: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """`costs` has for each line what it costs from each node that could give it; `nowhere` what it costs to leave it.

    `opening`: what each node costs that gives anything; `beyond`: what each node more than `most` costs besides, those
    that are `free` left out.
    """

    costs: Sequence[Mapping[int, int]]
    nowhere: Sequence[int]
    opening: Sequence[int]
    most: int | None = None
    beyond: int = 0
    shared: Sequence[Shared] = ()
    free: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Best:
    """The node of each line, None for nowhere. Not `proven`: the effort ended before all was looked at."""

    nodes: tuple[int | None, ...]
    proven: bool


def best(problem: Problem, *, effort: int = EFFORT) -> Best:
    """The way that costs least."""
    return _Search(problem, effort).run()


@dataclass(slots=True)
class _Search:
    problem: Problem
    effort: int
    columns: list[list[int]] = field(init=False)
    order: list[int] = field(init=False)
    least: list[list[int]] = field(init=False)
    found: frozenset[int] = field(init=False)
    cost: int = field(init=False)
    spent: int = 0
    proven: bool = True
    _ways: dict[tuple[int, frozenset[int]], tuple[int, tuple[int | None, ...], bool]] = field(default_factory=dict)

    def run(self) -> Best:
        """Begin with a good way, so that most others need not be looked at."""
        problem = self.problem
        count = len(problem.opening)
        self.columns = [[line.get(node, _FAR) for line in problem.costs] for node in range(count)]
        useful = [node for node in range(count) if any(node in line for line in problem.costs)]
        self.order = sorted(useful, key=lambda node: sum(map(min, self.columns[node], problem.nowhere)))
        self._suffixes()
        self.found, self.cost = frozenset(), self._cost_of(frozenset())
        self._improve(effort=self.effort // 2)
        self._descend(0, list(problem.nowhere), frozenset(), 0)
        return Best(self._nodes(self.found), self.proven)

    def _suffixes(self) -> None:
        """For each position in the order, the least that each line costs from there on."""
        self.least = [list(self.problem.nowhere)]
        for node in reversed(self.order):
            self.least.append(list(map(min, self.least[-1], self.columns[node])))
        self.least.reverse()

    def _descend(self, position: int, now: list[int], used: frozenset[int], opened: int) -> None:
        """`now`: the least each line costs from the nodes that are used, `opened` what they cost themselves."""
        self.spent += len(now) + 1
        if self.spent > self.effort:
            self.proven = False
            return
        least = self.least[position]
        if opened + self._beyond(used) + sum(map(min, now, least)) >= self.cost:
            return
        if position == len(self.order) or (not self.problem.shared and all(map(le, now, least))):
            cost = self._cost_of(used)
            if cost < self.cost:
                self.found, self.cost = used, cost
            return
        node = self.order[position]
        with_it = list(map(min, now, self.columns[node]))
        if with_it != now or self.problem.shared:
            self._descend(position + 1, with_it, used | {node}, opened + self.problem.opening[node])
        self._descend(position + 1, now, used, opened)

    def _improve(self, *, effort: int) -> None:
        """Use one node more or one less for as long as that costs less."""
        better = True
        while better and self.spent < effort:
            better = False
            here = self.found
            for node in self.order:
                cost = self._cost_of(here ^ {node})
                if cost < self.cost:
                    self.found, self.cost, better = here ^ {node}, cost, True

    def _beyond(self, used: frozenset[int]) -> int:
        most = self.problem.most
        return self.problem.beyond * max(0, len(used - self.problem.free) - most) if most is not None else 0

    def _cost_of(self, used: frozenset[int]) -> int:
        """Of the best way that uses these nodes."""
        self.spent += len(self.problem.nowhere) * (len(used) + 1) // 4
        lines = list(map(min, self.problem.nowhere, self.problem.nowhere, *[self.columns[node] for node in used]))
        cost: int = sum(lines) + sum([self.problem.opening[node] for node in used]) + self._beyond(used)
        for group, shared in enumerate(self.problem.shared):
            cost += self._way(group, used)[0] - sum([lines[line] for line in shared.lines])
        return cost

    def _nodes(self, used: frozenset[int]) -> tuple[int | None, ...]:
        chosen: list[int | None] = []
        for line, nowhere in enumerate(self.problem.nowhere):
            node = min(used, key=lambda each: self.columns[each][line], default=None)
            chosen.append(node if node is not None and self.columns[node][line] < nowhere else None)
        for group, shared in enumerate(self.problem.shared):
            for line, node in zip(shared.lines, self._way(group, used)[1], strict=True):
                chosen[line] = node
            self.proven = self.proven and self._way(group, used)[2]
        return tuple(chosen)

    def _way(self, group: int, used: frozenset[int]) -> tuple[int, tuple[int | None, ...], bool]:
        """The best way for lines that draw on the same pieces."""
        shared = self.problem.shared[group]
        key = (group, used.intersection(shared.stock))
        if key not in self._ways:
            way = _Way(self.problem, shared, sorted(key[1]), max(2_000, self.effort - self.spent))
            self._ways[key] = way.run()
            self.spent += way.spent
            self.proven = self.proven and self._ways[key][2]
        return self._ways[key]


@dataclass(slots=True)
class _Way:
    """One line after the other, the cheaper node first; the first way through is the greedy one."""

    problem: Problem
    shared: Shared
    used: Sequence[int]
    effort: int
    spent: int = 0
    cost: int = _FAR
    nodes: tuple[int | None, ...] = ()
    _choices: list[list[tuple[int, int | None]]] = field(default_factory=list)
    _least: list[int] = field(default_factory=lambda: [0])

    def run(self) -> tuple[int, tuple[int | None, ...], bool]:
        for line in self.shared.lines:
            costs = self.problem.costs[line]
            given: list[tuple[int, int | None]] = [(costs[node], node) for node in self.used if node in costs]
            self._choices.append(sorted([*given, (self.problem.nowhere[line], None)], key=lambda each: each[0]))
        for choices in reversed(self._choices):
            self._least.append(self._least[-1] + choices[0][0])
        self._least.reverse()
        self._descend(0, 0, (), {node: self.shared.stock[node] for node in self.used})
        return self.cost, self.nodes, self.spent <= self.effort

    def _descend(self, position: int, cost: int, nodes: tuple[int | None, ...], left: dict[int, int]) -> None:
        self.spent += 1
        if cost + self._least[position] >= self.cost or (self.nodes and self.spent > self.effort):
            return
        if position == len(self.shared.lines):
            self.cost, self.nodes = cost, nodes
            return
        pieces = self.shared.pieces[position]
        for price, node in self._choices[position]:
            if node is None:
                self._descend(position + 1, cost + price, (*nodes, None), left)
            elif left[node] >= pieces:
                self._descend(position + 1, cost + price, (*nodes, node), {**left, node: left[node] - pieces})
