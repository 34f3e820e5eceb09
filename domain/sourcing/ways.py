"""The way that was chosen for an order, and those in which one line comes from elsewhere, compared at little cost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.kernel.money import Money, total_of
from domain.models.inventory import Node
from domain.sourcing.propose import Chosen
from domain.sourcing.weigh import BEYOND, Offer


@dataclass(slots=True)
class Ways:
    """`chosen` with what its nodes have left, and how many lines come from each."""

    chosen: Chosen
    _left: dict[tuple[UUID, str], int] = field(init=False)
    _lines: "Counter[UUID]" = field(init=False)
    _nodes: dict[UUID, Node] = field(init=False)
    _offers: list[dict[UUID, Offer]] = field(init=False)
    _places: dict[UUID, int] = field(default_factory=dict)
    _totals: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        proposal, given = self.chosen.proposal, self.chosen.nodes
        # Of nodes that are not locked, what was seen.
        self._left = {**proposal.supply.available, **self.chosen.available}
        for wanted, node in zip(proposal.wanted.lines, given, strict=True):
            if node is not None:
                self._left[node.id, wanted.sku] -= wanted.pieces
        self._nodes = {node.id: node for node in given if node is not None}
        self._lines = Counter(node.id for node in given if node is not None)
        weighed = proposal.weighed
        self._offers = [{offer.node.id: offer for offer in offers} for offers in weighed.offers] if weighed else []
        if weighed:
            way = [offers[node.id] if node else None for offers, node in zip(self._offers, given, strict=True)]
            self._totals, self._places = weighed.of_way(way), weighed.places

    def next_best(self, line: int) -> Node | None:
        """The node of the best way with this line from elsewhere and all others where they are; None: there is none."""
        proposal = self.chosen.proposal
        wanted, node = proposal.wanted.lines[line], self.chosen.nodes[line]
        others = [
            each
            for each, _ in proposal.plain[line]
            if each is not node and self._left.get((each.id, wanted.sku), 0) >= wanted.pieces
        ]
        if proposal.weighed is None:
            return others[0] if others else None
        return min(others, key=lambda each: self.with_line_from(line, each), default=None)

    def with_line_from(self, line: int, node: Node) -> tuple[int, ...]:
        """What the way with this line from `node` costs, in the order of `weigh.ORDER`, and the place of the node."""
        weighed, own = self.chosen.proposal.weighed, self.chosen.nodes[line]
        assert weighed is not None and own is not None
        place = self._places[node.id]
        if node is own:
            return (*self._totals, place)
        offers, used = self._offers[line], self._used(line, node)
        parts = [self._totals, weighed.of_line(offers[node.id]), _less(weighed.of_line(offers[own.id]))]
        if self._lines[node.id] == 0:
            parts.append(weighed.of_parcel(node))
        if self._lines[own.id] == 1:
            parts.append(_less(weighed.of_parcel(own)))
        total = [sum(values) for values in zip(*parts, strict=True)]
        total[BEYOND] = weighed.beyond(used)
        return (*total, place)

    def told(self, line: int, node: Node) -> dict[str, Any]:
        """What the order comes to with this line from `node`, as JSON."""
        wanted = self.chosen.proposal.wanted
        used = [each for each in self._used(line, node) if each.id not in wanted.going]
        costs = sums_of([Money(each.handling_cost, each.handling_currency) for each in used])
        return {
            "node": node.code,
            "name": node.name,
            "arrives": self.chosen.proposal.arrives[node.id].isoformat(),
            "parcels": len(used) + len(wanted.going),
            "cost": [money(amount) for amount in costs],
        }

    def _used(self, line: int, node: Node) -> Sequence[Node]:
        own = self.chosen.nodes[line]
        ended = own is not None and node is not own and self._lines[own.id] == 1
        used = [each for each in self._nodes.values() if not (ended and each is own)]
        return used if node.id in self._nodes else [*used, node]


def _less(parts: Sequence[int]) -> tuple[int, ...]:
    return tuple(-part for part in parts)


def sums_of(amounts: Sequence[Money]) -> list[Money]:
    """One amount for each currency, in the order of their codes."""
    currencies = sorted({amount.currency for amount in amounts})
    return [total_of([each for each in amounts if each.currency == currency], currency) for currency in currencies]


def money(amount: Money) -> dict[str, Any]:
    """As answers keep it."""
    return {"minor": amount.minor, "currency": amount.currency}
