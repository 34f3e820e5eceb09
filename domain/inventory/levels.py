"""Stock levels, locked, and the one way to change them: by a movement on the ledger."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.ids import new_id
from domain.models.inventory import StockLevel, StockMovement
from domain.work.unit import Unit


def lock_levels(unit: Unit, keys: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], StockLevel]:
    """The levels of (node, SKU) pairs, made where there are none, locked in one order until the transaction ends."""
    wanted = set(keys)
    if not wanted:
        return {}
    unit.session.flush()
    levels = _lock(unit, wanted)
    if missing := sorted(wanted - levels.keys()):
        rows = [{"node_id": node_id, "sku": sku, "on_hand": 0, "updated_at": unit.now} for node_id, sku in missing]
        unit.session.execute(insert(StockLevel).on_conflict_do_nothing(), rows)
        levels |= _lock(unit, set(missing))
    return levels


def _lock(unit: Unit, keys: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], StockLevel]:
    query = (
        select(StockLevel)
        .where(tuple_(StockLevel.node_id, StockLevel.sku).in_(keys))
        .order_by(StockLevel.node_id, StockLevel.sku.collate("C"))
        .with_for_update()
    )
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalars()
    return {(level.node_id, level.sku): level for level in found}


def move(
    unit: Unit,
    level: StockLevel,
    *,
    kind: str,
    on_hand: int = 0,
    reserved: int = 0,
    in_transit: int = 0,
    order_line_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Change a locked level by the given deltas and write the movement that says so."""
    if not (on_hand or reserved or in_transit):
        return
    level.on_hand += on_hand
    level.reserved += reserved
    level.in_transit += in_transit
    level.shortage = max(0, min(level.shortage, level.reserved - level.on_hand))
    level.updated_at = unit.now
    unit.session.add(
        StockMovement(
            id=new_id(),
            node_id=level.node_id,
            sku=level.sku,
            kind=kind,
            on_hand_delta=on_hand,
            reserved_delta=reserved,
            in_transit_delta=in_transit,
            order_line_id=order_line_id,
            reason=reason,
            actor_name=unit.actor.name,
            at=unit.now,
            details={},
        )
    )
