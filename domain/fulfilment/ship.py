"""Note that a parcel has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.inventory.reservations import keep_at_most, lock_stock_of, take_out
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, sought_text
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine, OrderStatus
from domain.models.shipment import Shipment, ShipmentLine
from domain.orders.load import load_order
from domain.orders.new_order import check_past
from domain.work.unit import Unit


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
    becomes shipped once nothing is left to ship. Records `shipment.shipped`. A tracking number that the order knows
    already is refused with `Conflict`, so a parcel told twice is noted once.
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    left_at = check_past(shipped_at or unit.now, unit.now, field="shipped_at")
    tracking = clean_text(tracking_number, field="tracking_number", most=60, required=False)
    found = load_order(unit, order)
    _refuse_known_parcel(unit, found, tracking)
    _refuse_unshippable(found)
    wanted = _wanted(found, lines)
    place = _node(unit, node)
    shipment = Shipment(
        id=new_id(at=left_at),
        order_id=found.id,
        node_id=place or _common_source([line for line, _ in wanted]),
        carrier=clean_text(carrier, field="carrier", most=60, required=False),
        tracking_number=tracking or new_id().hex[-12:].upper(),
        status="shipped",
        shipped_at=left_at,
    )
    unit.session.add(shipment)
    unit.session.flush()
    lock_stock_of(unit, [(line, place or line.source_node_id) for line, _ in wanted])
    for line, quantity in wanted:
        _take(unit, shipment, line, quantity, place or line.source_node_id)
    unit.record(
        "shipment.shipped",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        occurred_at=left_at,
        data={
            "shipment_id": str(shipment.id),
            "carrier": shipment.carrier,
            "tracking_number": shipment.tracking_number,
            "lines": [{"sku": line.sku, "quantity": quantity} for line, quantity in wanted],
        },
    )
    _close(unit, found, at=left_at)
    return shipment.id


def _wanted(order: Order, lines: Sequence[ShippedLine] | None) -> list[tuple[OrderLine, int]]:
    if lines is None:
        return [(line, _left(line)) for line in order.lines if _left(line) > 0]
    if not lines:
        raise Invalid(
            field="lines", code="missing", en="Name the lines that left.", fr="Indiquez les lignes expédiées."
        )
    wanted = [(_find(order, line, f"lines[{i}]"), line.quantity) for i, line in enumerate(lines)]
    if len({line.id for line, _ in wanted}) < len(wanted):
        raise Invalid(
            field="lines",
            code="duplicate_line",
            en="A line is named twice.",
            fr="Une ligne est citée deux fois.",
        )
    for i, (line, quantity) in enumerate(wanted):
        if not 1 <= quantity <= _left(line):
            raise Invalid(
                field=f"lines[{i}].quantity",
                code="more_than_left",
                en=f"{_left(line)} of {line.sku} are left to ship.",
                fr=f"Il reste {_left(line)} pièce(s) de {line.sku} à expédier.",
                details={"left": _left(line)},
            )
    return wanted


def _find(order: Order, wanted: ShippedLine, field: str) -> OrderLine:
    matches = [
        line for line in order.lines if (line.id == wanted.line_id if wanted.line_id else line.sku == wanted.sku)
    ]
    if len(matches) == 1:
        return matches[0]
    raise Invalid(
        field=field,
        code="ambiguous_sku" if matches else "unknown_line",
        en=f"“{wanted.sku}” stands on several lines; name the line by its id."
        if matches
        else f"Order {order.number} has no such line.",
        fr=f"« {wanted.sku} » figure sur plusieurs lignes ; indiquez la ligne par son identifiant."
        if matches
        else f"La commande {order.number} n’a pas cette ligne.",
        details={"line_ids": [str(line.id) for line in matches]},
    )


def _left(line: OrderLine) -> int:
    return line.quantity - line.cancelled - line.shipped


def _take(unit: Unit, shipment: Shipment, line: OrderLine, quantity: int, node_id: UUID | None) -> None:
    unit.session.add(ShipmentLine(shipment_id=shipment.id, order_line_id=line.id, quantity=quantity))
    if node_id is not None:
        take_out(unit, line=line, node_id=node_id, quantity=quantity)
    line.shipped += quantity
    line.source_node_id = line.source_node_id or node_id
    keep_at_most(unit, line=line, quantity=_left(line), reason="shipped from elsewhere")
    if _left(line) == 0:
        line.status = "shipped"


def _close(unit: Unit, order: Order, *, at: datetime) -> None:
    order.version += 1
    if all(_left(line) == 0 for line in order.lines):
        order.move_to(OrderStatus.SHIPPED)
        unit.record(
            "order.shipped",
            stream=Stream.of_order(order.id),
            customer_id=order.customer_id,
            order_id=order.id,
            occurred_at=at,
            data={"number": order.number},
        )


def _common_source(lines: Sequence[OrderLine]) -> UUID | None:
    sources = {line.source_node_id for line in lines}
    return sources.pop() if len(sources) == 1 else None


def _node(unit: Unit, code: str | None) -> UUID | None:
    if code is None:
        return None
    found = unit.session.execute(select(Node.id).where(Node.code == sought_text(code).upper())).scalar_one_or_none()
    if found is None:
        raise NotFound.of("node", "site", code)
    return found


def _refuse_unshippable(order: Order) -> None:
    if order.status not in ("pending", "released", "picking") or not any(_left(line) for line in order.lines):
        raise Conflict(
            code="nothing_to_ship",
            en=f"Order {order.number} is {order.status}: nothing is left to ship.",
            fr=f"La commande {order.number} est à l’état « {order.status} » : il ne reste rien à expédier.",
            details={"status": order.status},
        )


def _refuse_known_parcel(unit: Unit, order: Order, tracking: str) -> None:
    known = select(Shipment.id).where(Shipment.order_id == order.id, Shipment.tracking_number == tracking)
    if tracking and (standing := unit.session.execute(known).scalar_one_or_none()) is not None:
        raise Conflict(
            code="duplicate_shipment",
            field="tracking_number",
            en=f"Order {order.number} already has the parcel {tracking}.",
            fr=f"La commande {order.number} a déjà le colis {tracking}.",
            details={"shipment_id": str(standing)},
        )
