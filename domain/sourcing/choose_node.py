"""A plain choice of node for each line of an order: one node for all if there is one, else line by line.

Rules take this over later; the shape of the answer stays.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from domain.models.inventory import Node, StockLevel
from domain.work.unit import Unit


def choose_nodes(unit: Unit, *, wanted: Mapping[str, Sequence[int]], country: str) -> Mapping[str, Sequence[UUID]]:
    """For each SKU of `wanted` (the pieces of each line), the nodes that can give at least one line, best first.

    Best: a node that has everything, then one in the `country` of the address, then the lower handling cost, then the
    code. Nothing is locked: whoever reserves checks again under the lock and tries the next.
    """
    query = (
        select(StockLevel.sku, StockLevel.on_hand - StockLevel.reserved - StockLevel.safety, Node)
        .join(Node, Node.id == StockLevel.node_id)
        .where(StockLevel.sku.in_(wanted), Node.active)
    )
    holding: dict[str, list[Node]] = {sku: [] for sku in wanted}
    reach: dict[UUID, int] = {}
    for sku, available, node in unit.session.execute(query):
        if available >= min(wanted[sku]):
            holding[sku].append(node)
            reach[node.id] = reach.get(node.id, 0) + (available >= sum(wanted[sku]))

    def rank(node: Node) -> tuple[bool, bool, int, int, str]:
        whole = reach[node.id] == len(wanted)
        return (not whole, node.country != country, -reach[node.id], node.handling_cost, node.code)

    return {sku: [node.id for node in sorted(nodes, key=rank)] for sku, nodes in holding.items()}
