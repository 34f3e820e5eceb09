"""A plain choice of node for each line, where no rules weigh: one node for all if there is one, else line by line."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.models.inventory import Node
from domain.sourcing.wanted import Wanted

Rank = tuple[bool, bool, bool, int, int, str]


def ranked(
    wanted: Wanted, able: Sequence[Sequence[Node]], available: Mapping[tuple[UUID, str], int]
) -> list[list[tuple[Node, Rank]]]:
    """For each line the nodes that are able to give it, best first, with what they are compared by.

    Best: the store where it is picked up, then a node that has everything, then one in the country it goes to, then
    the one that has most of it, then the lower handling cost, then the code.
    """
    sums: dict[str, int] = {}
    whole: dict[str, set[UUID]] = {}
    for line, nodes in zip(wanted.lines, able, strict=True):
        ids = {node.id for node in nodes}
        sums[line.sku] = sums.get(line.sku, 0) + line.pieces
        whole[line.sku] = whole.get(line.sku, ids) & ids
    reach: dict[UUID, int] = {}
    for sku, pieces in sums.items():
        for id in whole[sku]:
            reach[id] = reach.get(id, 0) + (available[id, sku] >= pieces)

    def rank(node: Node) -> Rank:
        most = reach.get(node.id, 0)
        elsewhere = wanted.store is None or node.id != wanted.store.id
        return (elsewhere, most != len(sums), node.country != wanted.country, -most, node.handling_cost, node.code)

    return [sorted([(node, rank(node)) for node in nodes], key=lambda each: each[1]) for nodes in able]
