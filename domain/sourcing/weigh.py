"""Say in whole numbers what each way to source an order costs, so that the best can be searched for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domain.kernel.money import minor_digits
from domain.models.inventory import Node
from domain.sourcing.goal import Goal
from domain.sourcing.search import Problem, Shared

POINTS: Final = 100  # of a day, of one unit of money, of a parcel, and of being preferred by 100
# What is compared, from what counts most. Ties end at the codes of the nodes, the first line first.
ORDER: Final = ("unsourced", "elsewhere", "beyond", "full", "points", "parcels", "days", "cost")


@dataclass(frozen=True, slots=True)
class Offer:
    """A node for a line: when the line would arrive, how many days after the soonest, and how much it is preferred."""

    node: Node
    available: int
    arrives: date
    later: int
    preferred: int
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """The offers for each line, each node at most once.

    `full` nodes have had their parcels for today; from those in `going` something of the order leaves anyway.
    """

    skus: Sequence[str]
    pieces: Sequence[int]
    offers: Sequence[Sequence[Offer]]
    nodes: Sequence[Node]
    full: frozenset[UUID]
    going: frozenset[UUID]
    goal: Goal

    @property
    def places(self) -> dict[UUID, int]:
        """Where each node stands among all."""
        return {node.id: place for place, node in enumerate(self.nodes)}

    def of_line(self, offer: Offer) -> tuple[int, ...]:
        """What a line costs, in the order of `ORDER`."""
        points = self.goal.fastest * offer.later * POINTS - offer.preferred * POINTS
        return (0, int(offer.elsewhere), 0, 0, points, 0, offer.later, 0)

    def of_parcel(self, node: Node) -> tuple[int, ...]:
        """What a parcel costs besides. Lines count on average, a parcel as such: so it counts once a line."""
        if node.id in self.going:
            return (0,) * len(ORDER)
        cost = hundredths(node)
        points = (self.goal.cheapest * cost + self.goal.fewest_parcels * POINTS) * len(self.offers)
        return (0, 0, 0, int(node.id in self.full), points, 1, 0, cost)

    def of_way(self, way: Sequence[Offer | None]) -> tuple[int, ...]:
        """What a whole way costs."""
        used = {offer.node.id: offer.node for offer in way if offer is not None}
        parts = [self.of_line(offer) if offer else _NOWHERE for offer in way]
        parts += [self.of_parcel(node) for node in used.values()]
        total = [sum(values) for values in zip(*parts, strict=True)]
        total[BEYOND] = self.beyond(used.values())
        return tuple(total)

    def problem(self, available: Mapping[tuple[UUID, str], int]) -> Problem:
        """For the search: offers whose node has the pieces in `available`."""
        places = self.places
        given = [
            [offer for offer in offers if available.get((offer.node.id, sku), 0) >= pieces]
            for sku, pieces, offers in zip(self.skus, self.pieces, self.offers, strict=True)
        ]
        scale = _Scale(
            [[self.of_line(offer) for offer in offers] for offers in given], list(map(self.of_parcel, self.nodes))
        )
        digits = [(len(self.nodes) + 1) ** place for place in reversed(range(len(given)))]
        costs = [
            {
                places[offer.node.id]: scale.number(self.of_line(offer)) + places[offer.node.id] * digit
                for offer in offers
            }
            for offers, digit in zip(given, digits, strict=True)
        ]
        return Problem(
            costs=costs,
            nowhere=[scale.number(_NOWHERE) + len(self.nodes) * digit for digit in digits],
            opening=[scale.number(self.of_parcel(node)) for node in self.nodes],
            most=self._most() if self.goal.max_parcels is not None else None,
            beyond=scale.number(tuple(int(place == BEYOND) for place in range(len(ORDER)))),
            shared=self._shared(costs, places, available),
            free=frozenset(places[node.id] for node in self.nodes if node.id in self.going),
        )

    def beyond(self, used: Collection[Node]) -> int:
        """How many parcels more than the limit leave when these nodes are used."""
        if self.goal.max_parcels is None:
            return 0
        return max(0, sum(node.id not in self.going for node in used) - self._most())

    def _most(self) -> int:
        """So many parcels more than those that leave anyway."""
        return max(0, (self.goal.max_parcels or 0) - len(self.going))

    def _shared(
        self, costs: Sequence[Mapping[int, int]], places: Mapping[UUID, int], available: Mapping[tuple[UUID, str], int]
    ) -> list[Shared]:
        """Lines of one SKU of which a node has too little for all of them."""
        lines: dict[str, list[int]] = {}
        for line, sku in enumerate(self.skus):
            lines.setdefault(sku, []).append(line)
        found = []
        for sku, members in lines.items():
            stock = {
                places[node.id]: available.get((node.id, sku), 0)
                for node in self.nodes
                if any(places[node.id] in costs[line] for line in members)
            }
            if len(members) > 1 and min(stock.values(), default=0) < sum(self.pieces[line] for line in members):
                found.append(Shared(tuple(members), tuple(self.pieces[line] for line in members), stock))
        return found


class _Scale:
    """Makes one number of parts of which an earlier one always counts more than all later ones together."""

    def __init__(self, lines: Sequence[Sequence[tuple[int, ...]]], parcels: Sequence[tuple[int, ...]]) -> None:
        count = len(ORDER)
        spans = [
            sum(max(0, *(abs(offer[place]) for offer in offers), 0) for offers in lines)
            + sum(abs(parcel[place]) for parcel in parcels)
            for place in range(count)
        ]
        unit = (len(parcels) + 1) ** len(lines)
        self._units = [0] * count
        for place in reversed(range(count)):
            self._units[place] = unit
            unit *= 2 * spans[place] + 2 + (len(parcels) if place == BEYOND else 0)

    def number(self, parts: Sequence[int]) -> int:
        return sum(part * unit for part, unit in zip(parts, self._units, strict=True))


def hundredths(node: Node) -> int:
    """The handling cost in hundredths of its currency. Amounts of currencies are compared as the numbers they are."""
    return node.handling_cost * 100 // int(10 ** minor_digits(node.handling_currency))


BEYOND: Final = ORDER.index("beyond")
_NOWHERE: Final = (1, 0, 0, 0, 0, 0, 0, 0)
