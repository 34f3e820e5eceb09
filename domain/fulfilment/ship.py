"""Note that a parcel has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.fulfilment.nodes import node_named
from domain.fulfilment.send_parcel import LEFT_ALREADY, left_of, send_parcel
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderHold, OrderLine
from domain.models.shipment import Shipment
from domain.orders.load import load_order
from domain.orders.named_lines import find_line, refuse_named_twice
from domain.orders.new_order import check_past
from domain.work.unit import Unit

_MAY_SHIP = ("pending", "released", "picking", *LEFT_ALREADY)


@dataclass(frozen=True)
class ShippedLine:
    """A line by its id, or by a SKU that stands on one line only."""

    quantity: int
    line_id: UUID | None = None
    sku: str | None = None


def ship(
    unit: Unit,
    *,
    order: str | UUID,
    lines: Sequence[ShippedLine] | None = None,
    node: str | None = None,
    carrier: str = "",
    tracking_number: str = "",
    shipped_at: datetime | None = None,
) -> UUID:
    """Note that a parcel with `lines` (all that is left to ship when None) has left `node`, and tell its id.

    Without `node`, each line leaves from its own source. Pieces kept for the lines are taken out of stock. The order
    becomes shipped once nothing is left to ship; what is sent after that (replacements, new goods of exchanges) leaves
    its state as it is. Records `shipment.shipped`, and `exchange.completed` when all new goods have left. A tracking
    number that the order knows already is refused with `Conflict`, so a parcel told twice is noted once; so is a parcel
    of an order that is held (`order_held`), unless it had left before the first hold that stands.
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    left_at = check_past(shipped_at or unit.now, unit.now, field="shipped_at")
    tracking = clean_text(tracking_number, field="tracking_number", most=60, required=False)
    found = load_order(unit, order)
    refuse_known_parcel(unit, found, tracking)
    _refuse_unshippable(found)
    _refuse_held(unit, found, left_at)
    wanted = _wanted(found, lines)
    place = node_named(unit, node)
    return send_parcel(
        unit,
        found,
        wanted,
        node_id=place,
        carrier=clean_text(carrier, field="carrier", most=60, required=False),
        tracking_number=tracking,
        at=left_at,
    ).id


def _wanted(order: Order, lines: Sequence[ShippedLine] | None) -> list[tuple[OrderLine, int]]:
    if lines is None:
        return [(line, left_of(line)) for line in order.lines if left_of(line) > 0]
    if not lines:
        raise Invalid(
            field="lines", code="missing", en="Name the lines that left.", fr="Indiquez les lignes expédiées."
        )
    wanted = [
        (find_line(order, line_id=line.line_id, sku=line.sku, field=f"lines[{i}]"), line.quantity)
        for i, line in enumerate(lines)
    ]
    refuse_named_twice([line for line, _ in wanted])
    for i, (line, quantity) in enumerate(wanted):
        if not 1 <= quantity <= left_of(line):
            raise Invalid(
                field=f"lines[{i}].quantity",
                code="more_than_left",
                en=f"{left_of(line)} of {line.sku} are left to ship.",
                fr=f"Il reste {left_of(line)} pièce(s) de {line.sku} à expédier.",
                details={"left": left_of(line)},
            )
    return wanted


def _refuse_unshippable(order: Order) -> None:
    if order.status not in _MAY_SHIP or not any(left_of(line) for line in order.lines):
        raise Conflict(
            code="nothing_to_ship",
            en=f"Order {order.number} is {order.status}: nothing is left to ship.",
            fr=f"La commande {order.number} est à l’état « {order.status} » : il ne reste rien à expédier.",
            details={"status": order.status},
        )


def _refuse_held(unit: Unit, order: Order, left_at: datetime) -> None:
    """What had left before the hold was placed is only noted late, and cannot be called back."""
    standing = select(OrderHold).where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None))
    hold = unit.session.execute(standing.order_by(OrderHold.placed_at, OrderHold.id).limit(1)).scalar_one_or_none()
    if hold is not None and left_at >= hold.placed_at:
        raise Conflict(
            code="order_held",
            en=f"Order {order.number} is held: {hold.reason}. Release the hold before it is shipped.",
            fr=f"La commande {order.number} est bloquée : {hold.reason}. Débloquez-la avant de l’expédier.",
            details={"hold_id": str(hold.id), "reason": hold.reason, "since": hold.placed_at.isoformat()},
        )


def refuse_known_parcel(unit: Unit, order: Order, tracking: str) -> None:
    """Refuse with `Conflict` a tracking number that the order has already."""
    known = select(Shipment.id).where(Shipment.order_id == order.id, Shipment.tracking_number == tracking)
    if tracking and (standing := unit.session.execute(known).scalar_one_or_none()) is not None:
        raise Conflict(
            code="duplicate_shipment",
            field="tracking_number",
            en=f"Order {order.number} already has the parcel {tracking}.",
            fr=f"La commande {order.number} a déjà le colis {tracking}.",
            details={"shipment_id": str(standing)},
        )
