"""Count what can still be promised."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from domain.models.inventory import Node, StockLevel
from domain.work.unit import Unit


def pieces_available(unit: Unit, skus: Collection[str]) -> Mapping[str, int]:
    """Pieces of each SKU at all nodes that are open, without what is reserved or kept back; 0 where there are none."""
    free = func.greatest(StockLevel.on_hand - StockLevel.reserved - StockLevel.safety, 0)
    query = (
        select(StockLevel.sku, func.sum(free))
        .join(Node, Node.id == StockLevel.node_id)
        .where(StockLevel.sku.in_(skus), Node.active)
        .group_by(StockLevel.sku)
    )
    counted = {sku: int(pieces) for sku, pieces in unit.session.execute(query)}
    return {sku: counted.get(sku, 0) for sku in skus}
