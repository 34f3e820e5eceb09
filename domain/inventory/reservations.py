"""Keep pieces for an order line, let them go, or take them out of the node."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from domain.inventory.levels import lock_levels, move
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.models.inventory import Reservation, StockLevel
from domain.models.order import OrderLine
from domain.work.unit import Unit


def reserve(
    unit: Unit, *, line: OrderLine, level: StockLevel, quantity: int, sourcing_id: UUID | None = None
) -> Reservation:
    """Keep `quantity` pieces of a locked level for `line`, or refuse with `Conflict` if not so many are available."""
    if quantity > level.available:
        raise Conflict(
            code="out_of_stock",
            en=f"Only {level.available} of {level.sku} can still be promised there.",
            fr=f"Il ne reste que {level.available} pièce(s) de {level.sku} à promettre sur ce site.",
            details={"sku": level.sku, "available": level.available, "wanted": quantity},
        )
    move(unit, level, kind="reserved", reserved=quantity, order_line_id=line.id)
    reservation = Reservation(
        id=new_id(at=unit.now),
        order_line_id=line.id,
        node_id=level.node_id,
        sku=level.sku,
        quantity=quantity,
        open=quantity,
        made_at=unit.now,
        sourcing_id=sourcing_id,
    )
    unit.session.add(reservation)
    return reservation


def let_go(unit: Unit, *, line_ids: Sequence[UUID], reason: str = "") -> int:
    """Give back everything still kept for the lines; tells how many pieces."""
    given = 0
    for reservation, level in _open(unit, line_ids):
        given += reservation.open
        _give_back(unit, reservation, level, reservation.open, reason)
    return given


def kept_for(unit: Unit, line_ids: Sequence[UUID]) -> dict[tuple[UUID, str], int]:
    """Pieces that are kept for the lines, by node and SKU; hold the order's lock to rely on it."""
    unit.session.flush()
    query = select(Reservation.node_id, Reservation.sku, func.sum(Reservation.open))
    query = query.where(Reservation.order_line_id.in_(line_ids), Reservation.open > 0)
    rows = unit.session.execute(query.group_by(Reservation.node_id, Reservation.sku))
    return {(node_id, sku): int(kept) for node_id, sku, kept in rows}


def keep_at_most(unit: Unit, *, line: OrderLine, quantity: int, reason: str = "") -> None:
    """Give back what is kept for `line` beyond `quantity` pieces."""
    for reservation, level in _open(unit, [line.id]):
        kept = min(quantity, reservation.open)
        quantity -= kept
        _give_back(unit, reservation, level, reservation.open - kept, reason)


def lock_stock_of(unit: Unit, leaving: Iterable[tuple[OrderLine, UUID | None]]) -> None:
    """Lock every level that shipping the lines from the nodes will touch, in the one order that everybody locks in."""
    lines = list(leaving)
    kept = select(Reservation.node_id, Reservation.sku).where(
        Reservation.order_line_id.in_([line.id for line, _ in lines]), Reservation.open > 0
    )
    keys = {(node_id, sku) for node_id, sku in unit.session.execute(kept)}
    lock_levels(unit, keys | {(node_id, line.sku) for line, node_id in lines if node_id})


def take_out(unit: Unit, *, line: OrderLine, node_id: UUID, quantity: int) -> None:
    """Ship `quantity` pieces of `line` from a node: what is kept for the line there first, then free pieces.

    What left, left: a node that ships more than we knew of had it, and the difference stands on the ledger as a
    movement of kind `found`; when pieces kept for others are gone with it, the level says how many are missing.
    """
    level = lock_levels(unit, [(node_id, line.sku)])[node_id, line.sku]
    left = quantity
    for reservation, kept in _open(unit, [line.id]):
        used = min(left, reservation.open) if reservation.node_id == node_id else 0
        if used:
            reservation.open -= used
            left -= used
            move(unit, kept, kind="shipped", on_hand=0, reserved=-used, order_line_id=line.id)
    move(unit, level, kind="found", on_hand=max(0, quantity - level.on_hand), order_line_id=line.id)
    move(unit, level, kind="shipped", on_hand=-quantity, order_line_id=line.id)
    level.shortage = max(0, level.reserved - level.on_hand)


def put_back(unit: Unit, *, line: OrderLine, node_id: UUID, quantity: int) -> None:
    """Undo `take_out`: the pieces are on hand at the node again, and kept for `line`."""
    level = lock_levels(unit, [(node_id, line.sku)])[node_id, line.sku]
    move(unit, level, kind="put_back", on_hand=quantity, reserved=quantity, order_line_id=line.id)
    unit.session.add(
        Reservation(
            id=new_id(at=unit.now),
            order_line_id=line.id,
            node_id=node_id,
            sku=line.sku,
            quantity=quantity,
            open=quantity,
            made_at=unit.now,
        )
    )


def _give_back(unit: Unit, reservation: Reservation, level: StockLevel, quantity: int, reason: str) -> None:
    line_id = reservation.order_line_id
    move(unit, level, kind="let_go", reserved=-quantity, order_line_id=line_id, reason=reason)
    reservation.open -= quantity


def _open(unit: Unit, line_ids: Sequence[UUID]) -> list[tuple[Reservation, StockLevel]]:
    unit.session.flush()
    query = select(Reservation).where(Reservation.order_line_id.in_(line_ids), Reservation.open > 0)
    reservations = unit.session.execute(query.order_by(Reservation.id)).scalars().all()
    levels = lock_levels(unit, [(reservation.node_id, reservation.sku) for reservation in reservations])
    return [(reservation, levels[reservation.node_id, reservation.sku]) for reservation in reservations]
