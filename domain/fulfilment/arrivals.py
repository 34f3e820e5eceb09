"""What it means for an order that a parcel has arrived."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from domain.events.event import Stream
from domain.models.order import Order, OrderLine, OrderStatus
from domain.models.shipment import CANCELLED, Shipment, ShipmentLine
from domain.work.unit import Unit


def note_arrival(unit: Unit, order: Order, shipment: Shipment, *, status: str, place: str, at: datetime) -> None:
    """Record what was said of a parcel of a locked order (`shipment.<status>`), and deliver what is delivered by it.

    A shipped order is delivered (`order.delivered`) when every parcel has arrived, or what was in it has been replaced
    and the replacement has arrived. What is sent later is delivered by itself.
    """
    _record(
        unit,
        order,
        f"shipment.{status}",
        at,
        {"shipment_id": str(shipment.id), "tracking_number": shipment.tracking_number, "place": place},
    )
    unit.session.flush()
    if order.status == OrderStatus.SHIPPED and _all_arrived(unit, order):
        order.move_to(OrderStatus.DELIVERED)
        order.version += 1
        _deliver(order.lines)
        _record(unit, order, "order.delivered", at, {"number": order.number})
    elif order.status == OrderStatus.DELIVERED:
        arrived = pieces_arrived(unit, order.id)
        _deliver([line for line in order.lines if arrived.get(line.id, 0) >= line.shipped])


def pieces_arrived(unit: Unit, order_id: UUID) -> Mapping[UUID, int]:
    """Pieces of each line that came in parcels which have arrived."""
    return _pieces(unit, order_id, arrived=True)


def _all_arrived(unit: Unit, order: Order) -> bool:
    waiting = select(Shipment.id).where(Shipment.order_id == order.id, _on_its_way())
    late = set(unit.session.execute(waiting).scalars())
    if not late:
        return True
    known = select(func.count(ShipmentLine.shipment_id.distinct())).where(ShipmentLine.shipment_id.in_(late))
    if unit.session.execute(known).scalar_one() < len(late):
        return False
    arrived, made_good = pieces_arrived(unit, order.id), defaultdict[UUID | None, int](int)
    for line in order.lines:
        made_good[line.replaces_line_id] += arrived.get(line.id, 0)
    return all(quantity <= made_good[id] for id, quantity in _pieces(unit, order.id, arrived=False).items())


def _pieces(unit: Unit, order_id: UUID, *, arrived: bool) -> Mapping[UUID, int]:
    query = (
        select(ShipmentLine.order_line_id, func.sum(ShipmentLine.quantity))
        .join(Shipment, Shipment.id == ShipmentLine.shipment_id)
        .where(Shipment.order_id == order_id)
        .where(Shipment.delivered_at.is_not(None) if arrived else _on_its_way())
        .group_by(ShipmentLine.order_line_id)
    )
    return {id: int(quantity) for id, quantity in unit.session.execute(query)}


def _on_its_way() -> ColumnElement[bool]:
    return and_(Shipment.delivered_at.is_(None), Shipment.status != CANCELLED)


def _deliver(lines: list[OrderLine]) -> None:
    for line in lines:
        if line.status == "shipped":
            line.status = "delivered"


def _record(unit: Unit, order: Order, type: str, at: datetime, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=at,
        data=data,
    )
