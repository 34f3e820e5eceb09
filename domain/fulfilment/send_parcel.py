"""Goods of an order leave: the parcel, the stock, and how far the order and its exchanges have come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.events.event import Stream
from domain.fulfilment.complete_exchanges import complete_exchanges
from domain.inventory.reservations import keep_at_most, lock_stock_of, take_out
from domain.kernel.ids import new_id
from domain.models.order import Order, OrderLine, OrderStatus
from domain.models.shipment import Shipment, ShipmentLine
from domain.work.unit import Unit

Pieces = Sequence[tuple[OrderLine, int]]
LEFT_ALREADY = ("shipped", "delivered")


def left_of(line: OrderLine) -> int:
    """Pieces that are to leave now: none of what waits for the old goods of an exchange."""
    return 0 if line.status == "awaiting" else line.unshipped


def send_parcel(
    unit: Unit, order: Order, pieces: Pieces, *, node_id: UUID | None, carrier: str, tracking_number: str, at: datetime
) -> Shipment:
    """Send `pieces` of a locked order from a node, or without one each line from its own source.

    What was kept for the lines is taken out of stock. Records `shipment.shipped`, `order.shipped` once nothing is left
    of an order that had not left yet, and `exchange.completed` for those whose new goods have all left.
    """
    shipment = Shipment(
        id=new_id(at=at),
        order_id=order.id,
        node_id=node_id or _common_source([line for line, _ in pieces]),
        carrier=carrier,
        tracking_number=tracking_number or new_id().hex[-12:].upper(),
        status="shipped",
        shipped_at=at,
    )
    unit.session.add(shipment)
    unit.session.flush()
    lock_stock_of(unit, [(line, node_id or line.source_node_id) for line, _ in pieces])
    for line, quantity in pieces:
        _take(unit, shipment, line, quantity, node_id or line.source_node_id)
    _record(
        unit,
        order,
        "shipment.shipped",
        at,
        {
            "shipment_id": str(shipment.id),
            "carrier": shipment.carrier,
            "tracking_number": shipment.tracking_number,
            "lines": [{"sku": line.sku, "quantity": quantity} for line, quantity in pieces],
        },
    )
    _close(unit, order, at=at)
    complete_exchanges(unit, order, [line for line, _ in pieces], at=at)
    return shipment


def _take(unit: Unit, shipment: Shipment, line: OrderLine, quantity: int, node_id: UUID | None) -> None:
    unit.session.add(ShipmentLine(shipment_id=shipment.id, order_line_id=line.id, quantity=quantity))
    if node_id is not None:
        take_out(unit, line=line, node_id=node_id, quantity=quantity)
    line.shipped += quantity
    line.source_node_id = line.source_node_id or node_id
    keep_at_most(unit, line=line, quantity=left_of(line), reason="shipped from elsewhere")
    if left_of(line) == 0:
        line.status = "shipped"


def _close(unit: Unit, order: Order, *, at: datetime) -> None:
    order.version += 1
    if order.status not in LEFT_ALREADY and all(left_of(line) == 0 for line in order.lines):
        order.move_to(OrderStatus.SHIPPED)
        _record(unit, order, "order.shipped", at, {"number": order.number})


def _common_source(lines: Sequence[OrderLine]) -> UUID | None:
    sources = {line.source_node_id for line in lines}
    return sources.pop() if len(sources) == 1 else None


def _record(unit: Unit, order: Order, type: str, at: datetime, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=at,
        data=data,
    )
