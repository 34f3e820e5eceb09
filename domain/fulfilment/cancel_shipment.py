"""A parcel that was announced does not leave after all."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.events.event import Stream
from domain.fulfilment.load import load_parcel
from domain.inventory.levels import lock_levels
from domain.inventory.reservations import put_back
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.messages.call_off import call_off_about
from domain.models.order import Order, OrderLine, OrderStatus
from domain.models.returns import Return, ReturnLine
from domain.models.shipment import CANCELLED, Shipment, ShipmentLine
from domain.work.unit import Unit

_ANNOUNCED_BY: Final = ("shipped", "partly_shipped")

Pieces = Sequence[tuple[OrderLine, int]]


def cancel_shipment(unit: Unit, *, shipment_id: UUID, reason: str = "") -> bool:
    """Take a parcel back that did not leave; False where it is cancelled already.

    Its pieces stand in its node again, kept for their lines, and are left to ship; an order that had been shipped is
    released again. No money moves. What waits to be told of the parcel is called off. Records `shipment.cancelled` and
    `order.released`. Refuses with `Conflict` a parcel that a carrier has (`parcel_left`), and pieces with which the
    order has gone on: delivered, returned, replaced or exchanged (`order_went_on`).
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    why = clean_text(reason, field="reason", most=200, required=False)
    order, shipment = load_parcel(unit, shipment_id)
    if shipment.status == CANCELLED:
        return False
    _refuse_left(shipment)
    pieces = _pieces_of(unit, order, shipment)
    _refuse_gone_on(unit, order, pieces)
    shipment.status = CANCELLED
    _take_back(unit, shipment, pieces)
    _call_off(unit, shipment)
    said = {"shipment_id": str(shipment.id), "carrier": shipment.carrier, "tracking_number": shipment.tracking_number}
    lines = [{"sku": line.sku, "quantity": quantity} for line, quantity in pieces]
    _record(unit, order, "shipment.cancelled", {**said, "reason": why, "lines": lines})
    order.version += 1
    if order.status == OrderStatus.SHIPPED and pieces:
        order.come_back()
        _record(unit, order, "order.released", {"number": order.number})
    return True


def _refuse_left(shipment: Shipment) -> None:
    if shipment.status != "shipped":
        raise Conflict(
            code="parcel_left",
            en=f"The parcel {shipment.tracking_number} has left: its carrier has told of it.",
            fr=f"Le colis {shipment.tracking_number} est parti : son transporteur l’a signalé.",
            details={"status": shipment.status},
        )


def _pieces_of(unit: Unit, order: Order, shipment: Shipment) -> Pieces:
    held = select(ShipmentLine.order_line_id, ShipmentLine.quantity).where(ShipmentLine.shipment_id == shipment.id)
    by_line = {row[0]: row[1] for row in unit.session.execute(held)}
    return [(line, by_line[line.id]) for line in order.lines if line.id in by_line]


def _refuse_gone_on(unit: Unit, order: Order, pieces: Pieces) -> None:
    ids = [line.id for line, _ in pieces]
    back = select(func.count()).select_from(ReturnLine).join(Return, Return.id == ReturnLine.return_id)
    back = back.where(ReturnLine.order_line_id.in_(ids), Return.status.not_in(("rejected", "cancelled")))
    replaced = any(line.replaces_line_id in ids for line in order.lines)
    exchanged = any(line.exchange_id for line, _ in pieces)
    arrived = any(line.status == "delivered" for line, _ in pieces)
    if arrived or replaced or exchanged or order.status == OrderStatus.DELIVERED or unit.session.scalar(back):
        raise Conflict(
            code="order_went_on",
            en=f"Order {order.number} has gone on with these goods: delivered, returned, replaced or exchanged.",
            fr=f"La commande {order.number} a suivi son cours : articles livrés, retournés, remplacés ou échangés.",
            details={"status": order.status},
        )


def _take_back(unit: Unit, shipment: Shipment, pieces: Pieces) -> None:
    places = [(line, quantity, shipment.node_id or line.source_node_id) for line, quantity in pieces]
    lock_levels(unit, [(node_id, line.sku) for line, _, node_id in places if node_id])
    for line, quantity, node_id in places:
        if node_id is not None:
            put_back(unit, line=line, node_id=node_id, quantity=quantity)
        line.shipped -= quantity
        if line.status == "shipped":
            line.status, line.source_node_id = "open", node_id


def _call_off(unit: Unit, shipment: Shipment) -> None:
    call_off_about(
        unit,
        shipment.order_id,
        templates=_ANNOUNCED_BY,
        name="shipment_id",
        value=str(shipment.id),
        problem="parcel_not_left",
    )


def _record(unit: Unit, order: Order, type: str, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data=data,
    )
