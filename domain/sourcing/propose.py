"""Where goods should come from: the one place that whoever reserves, promises or only asks turns to.

The rules are asked and the stock is looked at before anything is locked; whoever reserves locks what the proposal
names and chooses again with what is there then. Where rules weigh nothing, the choice is plain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domain.models.inventory import Node
from domain.ports.decisions import SourcingRules
from domain.sourcing.arrival import arrival
from domain.sourcing.facts import facts_of_lines
from domain.sourcing.goal import Goal, goal_of
from domain.sourcing.passing import Barred, passing, places_of
from domain.sourcing.plain import Rank, ranked
from domain.sourcing.search import best
from domain.sourcing.supply import Supply, parcels_today, supply_of
from domain.sourcing.wanted import Wanted
from domain.sourcing.weigh import Offer, Weighed
from domain.work.unit import Unit

TRIED: Final = 3  # so many nodes of a line are locked; the stock of all of them moving at once is not worth waiting for
Available = Mapping[tuple[UUID, str], int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is known of each line of `wanted`, in its order: what rules say, who may give it, who may not.

    `plain` are the nodes of each line from the best, with what they are compared by; `weighed` is None where rules
    weigh nothing.
    """

    wanted: Wanted
    supply: Supply
    rules: Sequence[SourcingRules]
    able: Sequence[Sequence[Node]]
    barred: Sequence[Sequence[Barred]]
    goal: Goal
    plain: Sequence[Sequence[tuple[Node, Rank]]]
    weighed: Weighed | None
    parcels: Mapping[UUID, int]
    arrives: Mapping[UUID, date]

    def to_lock(self, first: "Chosen") -> set[tuple[UUID, str]]:
        """What to lock to choose for good: of each line the node that was chosen `first`, and those that come next."""
        if self.weighed is None:
            tried = [[node for node, _ in nodes[:TRIED]] for nodes in self.plain]
        else:
            tried = [_first(node, self._next_for(line)) for line, node in enumerate(first.nodes)]
        return {(node.id, line.sku) for line, nodes in zip(self.wanted.lines, tried, strict=True) for node in nodes}

    def choose(self, available: Available) -> "Chosen":
        """The node of each line with the pieces that are `available`; a node that is not named there has none."""
        if self.weighed is None:
            return Chosen(self, self._share_out(available), available)
        found = best(self.weighed.problem(available))
        nodes = [None if place is None else self.weighed.nodes[place] for place in found.nodes]
        return Chosen(self, nodes, available, found.proven)

    def choose_again(self, first: "Chosen", locked: Available) -> "Chosen":
        """The same with what is there once it is locked; where nothing moved meanwhile, what was chosen `first`."""
        same = all(self.supply.available.get(key) == pieces for key, pieces in locked.items())
        if self.weighed is not None and same:
            return Chosen(self, first.nodes, locked, first.proven)
        return self.choose(locked)

    def _share_out(self, available: Available) -> list[Node | None]:
        """Each line in the order in which they stand gets the first of its nodes that still has all of its pieces."""
        left = dict(available)
        found: list[Node | None] = []
        for line, nodes in zip(self.wanted.lines, self.plain, strict=True):
            node = next((each for each, _ in nodes if left.get((each.id, line.sku), 0) >= line.pieces), None)
            if node is not None:
                left[node.id, line.sku] -= line.pieces
            found.append(node)
        return found

    def _next_for(self, line: int) -> list[Node]:
        """The nodes of a line, the best for it alone first."""
        weighed = self.weighed
        assert weighed is not None
        lone = [
            (*map(sum, zip(weighed.of_line(offer), weighed.of_parcel(offer.node), strict=True)), offer.node.code)
            for offer in weighed.offers[line]
        ]
        offers = sorted(zip(lone, weighed.offers[line], strict=True), key=lambda each: each[0])
        return [offer.node for _, offer in offers]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The node of each line of the proposal, None for nowhere. Not `proven`: not every way was looked at."""

    proposal: Proposal
    nodes: Sequence[Node | None]
    available: Available
    proven: bool = True


def propose(unit: Unit, wanted: Wanted) -> Proposal:
    """Ask the rules and look at the stock. Nothing is locked, nothing reserved."""
    supply = supply_of(unit, {line.sku for line in wanted.lines}, kept=wanted.kept)
    rules = _asked(unit, wanted, supply)
    parcels = parcels_today(unit, supply.nodes.values()) if goal_of(rules).mind_capacity else {}
    return proposal_of(wanted, supply, rules, parcels)


def proposal_of(
    wanted: Wanted, supply: Supply, rules: Sequence[SourcingRules], parcels: Mapping[UUID, int]
) -> Proposal:
    """What follows from what rules say of each line, and from the parcels that each node was given today. Pure."""
    found = [passing(line, said, supply) for line, said in zip(wanted.lines, rules, strict=True)]
    able = [nodes for nodes, _ in found]
    goal = goal_of(rules)
    arrives = _arrivals(wanted, able)
    return Proposal(
        wanted=wanted,
        supply=supply,
        rules=rules,
        able=able,
        barred=[barred for _, barred in found],
        goal=goal,
        plain=ranked(wanted, able, supply.available),
        weighed=_weighed(wanted, supply, rules, able, goal, parcels, arrives) if goal.weighed else None,
        parcels=parcels,
        arrives=arrives,
    )


def _asked(unit: Unit, wanted: Wanted, supply: Supply) -> list[SourcingRules]:
    """Lines that nothing distinguishes are asked about once."""
    facts = facts_of_lines(unit, wanted, supply)
    lines = [(line.sku, line.pieces) for line in wanted.lines]
    asked = dict(zip(lines, facts, strict=True))
    said = dict(zip(asked, unit.ports.decisions.sourcing(facts=list(asked.values())), strict=True))
    return [said[line] for line in lines]


def _weighed(
    wanted: Wanted,
    supply: Supply,
    rules: Sequence[SourcingRules],
    able: Sequence[Sequence[Node]],
    goal: Goal,
    parcels: Mapping[UUID, int],
    arrives: Mapping[UUID, date],
) -> Weighed:
    nodes = [node for node in supply.nodes.values() if node.id in arrives]
    soonest = min(arrives.values(), default=wanted.at.date())
    offers = [
        [
            Offer(
                node=node,
                available=supply.available[node.id, line.sku],
                arrives=arrives[node.id],
                later=(arrives[node.id] - soonest).days,
                preferred=_preferred(node, said),
                elsewhere=wanted.store is not None and node.id != wanted.store.id,
            )
            for node in each
        ]
        for line, said, each in zip(wanted.lines, rules, able, strict=True)
    ]
    lines = wanted.lines
    return Weighed(
        skus=[line.sku for line in lines],
        pieces=[line.pieces for line in lines],
        offers=offers,
        nodes=nodes,
        full=_full(wanted, nodes, parcels) if goal.mind_capacity else frozenset(),
        going=wanted.going,
        goal=goal,
    )


def _arrivals(wanted: Wanted, able: Sequence[Sequence[Node]]) -> dict[UUID, date]:
    nodes = {node.id: node for each in able for node in each}
    return {id: arrival(wanted, node) for id, node in nodes.items()}


def _full(wanted: Wanted, nodes: Sequence[Node], parcels: Mapping[UUID, int]) -> frozenset[UUID]:
    """Nodes that have had their parcels for today; what is kept for the order is one of them already."""
    counted = wanted.going | {node_id for node_id, _ in wanted.kept}
    return frozenset(
        node.id
        for node in nodes
        if node.daily_capacity is not None and node.id not in counted and parcels.get(node.id, 0) >= node.daily_capacity
    )


def _preferred(node: Node, rules: SourcingRules) -> int:
    """By how much the rules prefer it, in all."""
    places = places_of(node)
    return sum(each.weight for each in rules.preferences if each.prefers(node.code, places))


def _first(chosen: Node | None, nodes: Sequence[Node]) -> list[Node]:
    others = [node for node in nodes if node is not chosen]
    return ([chosen] if chosen is not None else []) + others[: TRIED - (chosen is not None)]
