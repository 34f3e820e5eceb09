"""Where goods come back to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.fulfilment.nodes import node_named
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.work.unit import Unit


def place_of_return(
    unit: Unit, order: Order, lines: Sequence[OrderLine], *, channel: str, named: str | None
) -> UUID | None:
    """The node that is `named`, or else where such goods belong; None where nothing comes back or no node is known.

    Over the counter: the store, if there is only one. By post: where they came from if that is one place, otherwise a
    warehouse, of the customer's country first.
    """
    if named is not None or channel == "digital":
        return node_named(unit, named)
    nodes = unit.session.execute(select(Node).where(Node.active).order_by(Node.code)).scalars().all()
    if channel == "store":
        stores = [node.id for node in nodes if node.kind == "store"]
        return stores[0] if len(stores) == 1 else None
    sources = {line.source_node_id for line in lines}
    if len(sources) == 1 and (source := sources.pop()) in {node.id for node in nodes}:
        return source
    country = order.shipping_address.get("country")
    warehouses = sorted((node.country != country, node.code, node.id) for node in nodes if node.kind == "warehouse")
    return warehouses[0][-1] if warehouses else None
