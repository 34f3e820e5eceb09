"""Put goods that came back on the shelf again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.inventory.levels import lock_levels, move
from domain.models.catalogue import Variant
from domain.models.order import OrderLine
from domain.work.unit import Unit


def restock(unit: Unit, pieces: Sequence[tuple[OrderLine, int]], *, node_id: UUID, reason: str) -> None:
    """Count `pieces` as on hand at a node, as movements of kind `returned`; what the catalogue lacks is left out."""
    skus = {line.sku for line, quantity in pieces if quantity}
    known = set(unit.session.execute(select(Variant.sku).where(Variant.sku.in_(skus))).scalars()) if skus else set()
    levels = lock_levels(unit, [(node_id, sku) for sku in known])
    for line, quantity in pieces:
        if quantity and line.sku in known:
            level = levels[node_id, line.sku]
            move(unit, level, kind="returned", on_hand=quantity, order_line_id=line.id, reason=reason)
