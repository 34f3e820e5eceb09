"""The search against looking at every way there is."""

from itertools import product
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sourcing.search import Best, Problem, Shared, best
from tests.support.long import times


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Few lines and nodes, costs of every proportion; the last digits make each way cost something else."""
    lines, nodes = draw(st.integers(1, 5)), draw(st.integers(0, 4))
    unit = (nodes + 1) ** lines
    small = st.integers(0, draw(st.sampled_from([2, 9, 1000])))
    costs, nowhere = [], []
    for line in range(lines):
        digit = (nodes + 1) ** (lines - 1 - line)
        given_by = draw(st.sets(st.integers(0, nodes - 1))) if nodes else set()
        costs.append({node: draw(small) * unit + node * digit for node in sorted(given_by)})
        nowhere.append(draw(st.integers(0, 3000)) * unit + nodes * digit)
    free = frozenset(draw(st.sets(st.integers(0, nodes - 1))) if nodes and draw(st.booleans()) else ())
    opening = [0 if node in free else draw(small) * unit for node in range(nodes)]
    most = draw(st.none() | st.integers(0, 3))
    return Problem(costs, nowhere, opening, most, draw(small) * unit, draw(shares(costs, lines, nodes)), free)


@st.composite
def shares(draw: st.DrawFn, costs: list[dict[int, int]], lines: int, nodes: int) -> tuple[Shared, ...]:
    """Some lines want the same goods; a node that cannot give a line at all is not among its nodes."""
    found = []
    for group in ([0, 1], [2, 3, 4]):
        members = tuple(line for line in group if line < lines)
        if len(members) < 2 or draw(st.booleans()):
            continue
        pieces = tuple(draw(st.integers(1, 4)) for _ in members)
        stock = {node: draw(st.integers(0, 8)) for node in range(nodes)}
        for line, wanted in zip(members, pieces, strict=True):
            for node in [node for node in costs[line] if stock[node] < wanted]:
                del costs[line][node]
        found.append(Shared(members, pieces, stock))
    return tuple(found)


def every_way(problem: Problem) -> list[tuple[int, tuple[int | None, ...]]]:
    choices = [[*line, None] for line in problem.costs]
    return sorted((cost_of(problem, way), way) for way in product(*choices) if has_pieces(problem, way))  # type: ignore[type-var]


def has_pieces(problem: Problem, way: tuple[int | None, ...]) -> bool:
    for shared in problem.shared:
        taken: dict[int, int] = {}
        for line, pieces in zip(shared.lines, shared.pieces, strict=True):
            node = way[line]
            if node is not None:
                taken[node] = taken.get(node, 0) + pieces
        if any(count > shared.stock[node] for node, count in taken.items()):
            return False
    return True


def cost_of(problem: Problem, way: tuple[int | None, ...]) -> int:
    used = {node for node in way if node is not None}
    lines = zip(way, problem.costs, problem.nowhere, strict=True)
    cost = sum(nowhere if node is None else costs[node] for node, costs, nowhere in lines)
    beyond = max(0, len(used - problem.free) - problem.most) * problem.beyond if problem.most is not None else 0
    return cost + sum(problem.opening[node] for node in used) + beyond


@settings(max_examples=times(400, long=1_500), deadline=None)
@given(problems())
def test_no_way_costs_less(problem: Problem):
    (cost, way), *_ = every_way(problem)
    found = best(problem)
    assert found == Best(way, proven=True), (cost, cost_of(problem, found.nodes))


@settings(max_examples=times(100, long=300), deadline=None)
@given(problems(), st.integers(0, 60))
def test_when_the_effort_ends_the_way_can_still_be_gone(problem: Problem, effort: int):
    found = best(problem, effort=effort)
    assert has_pieces(problem, found.nodes)
    assert all(node is None or node in costs for node, costs in zip(found.nodes, problem.costs, strict=True))
    if found.proven:
        assert found == best(problem)


def test_what_is_too_large_to_prove_is_answered_soon_and_says_so():
    lines, nodes = 200, 20
    unit = (nodes + 1) ** lines
    costs = [
        {
            node: (1 + (line * 7 + node * 13) % 97) * unit + node * (nodes + 1) ** (lines - 1 - line)
            for node in range(nodes)
            if (line + node) % 3
        }
        for line in range(lines)
    ]
    problem = Problem(costs, [10**9 * unit + nodes] * lines, [(200 + node) * unit for node in range(nodes)])
    started = perf_counter()
    found = best(problem)
    assert perf_counter() - started < 0.3  # 0.05 s where nothing else runs
    assert None not in found.nodes
    assert not found.proven
