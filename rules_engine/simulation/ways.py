"""Where past orders would come from by other rules: what that costs, in how many parcels, and who gives how much.

The stock is what sourcing saw then, as it was kept with each line; nodes and their costs are those of today. A node
that had nothing of a line, or came after the dozen that were told, is not known there; how busy a node was is known
only where the rules of then asked. Orders that were never sourced here, imported ones, are left out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from domain.kernel.errors import DomainError
from domain.models.inventory import Node
from domain.ports.decisions import Decided, SourcingRules
from domain.sourcing.propose import proposal_of
from domain.sourcing.supply import Supply
from domain.sourcing.wanted import Wanted
from rules_engine.decisions.sourcing_rules import sourcing_rules
from rules_engine.simulation.judge import Judge

Measures = dict[str, dict[str, list[int]]]

NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class PastLine:
    """`facts` as rules are told them; `node` is the code of the node that was chosen, "" for none."""

    facts: Mapping[str, Any]
    node: str


@dataclass(frozen=True, slots=True)
class PastOrder:
    """What sourcing was asked, what it saw, and what it chose. `parcels`: what is known of how full nodes were."""

    wanted: Wanted
    supply: Supply
    parcels: Mapping[UUID, int]
    lines: Sequence[PastLine]


def ways_of(orders: Sequence[PastOrder], rules: Judge, live: Judge | None) -> Measures:
    """Sums [before, after] by measure and value. Before is what `live` rules choose, or what was chosen then."""
    found: Measures = {}
    for order in orders:
        try:
            sides = (_chosen(order, live) if live else _as_chosen(order), _chosen(order, rules))
        except DomainError:  # its facts no longer fit; each of its lines says so already
            continue
        for side, nodes in enumerate(sides):
            _count(found, side, nodes)
    return found


def _chosen(order: PastOrder, judge: Judge) -> Sequence[Node | None]:
    rules = [_rules(judge, line.facts, order) for line in order.lines]
    return proposal_of(order.wanted, order.supply, rules, order.parcels).choose(order.supply.available).nodes


def _as_chosen(order: PastOrder) -> Sequence[Node | None]:
    nodes = {node.code: node for node in order.supply.nodes.values()}
    return [nodes.get(line.node) for line in order.lines]


def _rules(judge: Judge, facts: Mapping[str, Any], order: PastOrder) -> SourcingRules:
    answer = judge.says(facts, now=order.wanted.at)
    return sourcing_rules(Decided("sourcing", None, "", facts, (), answer.effects, "reference", 0))


def _count(found: Measures, side: int, nodes: Sequence[Node | None]) -> None:
    used = {node.id: node for node in nodes if node is not None}
    costs: Counter[str] = Counter()
    for node in used.values():
        costs[node.handling_currency] += node.handling_cost
    _add(found, "handling_cost", side, costs)
    _add(found, "together", side, {"orders": 1, "parcels": len(used)})
    _add(found, "given_by", side, Counter(node.code if node else NOWHERE for node in nodes))


def _add(found: Measures, measure: str, side: int, counts: Mapping[str, int]) -> None:
    sums = found.setdefault(measure, {})
    for value, count in counts.items():
        sums.setdefault(value, [0, 0])[side] += count
