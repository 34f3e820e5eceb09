"""A plain choice of node for each line: one node for all if there is one, else line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.models.inventory import Node, StockLevel
from domain.sourcing.wanted import Wanted
from domain.sourcing.why import Why, why_before
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """A node that can give at least one of the lines of a SKU, and why it stands before the next."""

    node: Node
    available: int
    why: Why


def choose_nodes(unit: Unit, *, wanted: Wanted) -> Mapping[str, Sequence[Choice]]:
    """For each SKU, the nodes that can give at least one line of it, best first.

    Best: the store where it is picked up, then a node that has everything, then one in the country it goes to, then
    the one that has most of it, then the lower handling cost, then the code. Nothing is locked: whoever reserves
    checks again under the lock and tries the next.
    """
    holding: dict[str, list[tuple[Node, int]]] = {sku: [] for sku in wanted.lines}
    reach: dict[UUID, int] = {}
    for sku, available, node in _levels(unit, wanted):
        if available >= min(wanted.lines[sku]):
            holding[sku].append((node, available))
            reach[node.id] = reach.get(node.id, 0) + (available >= sum(wanted.lines[sku]))

    def rank(node: Node) -> tuple[bool, bool, bool, int, int, str]:
        whole = reach[node.id] == len(wanted.lines)
        elsewhere = node.id != wanted.pickup_node_id
        return (elsewhere, not whole, node.country != wanted.country, -reach[node.id], node.handling_cost, node.code)

    return {
        sku: _told(sorted(nodes, key=lambda each: rank(each[0])), {node.id: rank(node) for node, _ in nodes})
        for sku, nodes in holding.items()
    }


def _levels(unit: Unit, wanted: Wanted) -> list[tuple[str, int, Node]]:
    query = (
        select(StockLevel.sku, StockLevel.on_hand - StockLevel.reserved - StockLevel.safety, Node)
        .join(Node, Node.id == StockLevel.node_id)
        .where(StockLevel.sku.in_(wanted.lines), Node.active)
    )
    return [
        (sku, available + wanted.kept.get((node.id, sku), 0), node)
        for sku, available, node in unit.session.execute(query)
    ]


def _told(nodes: Sequence[tuple[Node, int]], ranks: Mapping[UUID, tuple[object, ...]]) -> list[Choice]:
    """Each with what puts it before the one that follows."""
    following = [ranks[node.id] for node, _ in nodes[1:]]
    return [
        Choice(node, available, why_before(ranks[node.id], following[i] if i < len(following) else None))
        for i, (node, available) in enumerate(nodes)
    ]
