"""An order of which nothing is left to leave is shipped, and delivered once all parcels are there."""

from sqlalchemy import func, select

from domain.events.event import Stream
from domain.models.order import Order, OrderStatus
from domain.models.shipment import CANCELLED, Shipment
from domain.orders.cancelled_pieces import BEFORE_LEAVING
from domain.work.unit import Unit


def close_shipped(unit: Unit, order: Order) -> None:
    """Move a locked order on when what had not left of it is cancelled. Records `order.shipped`, `order.delivered`."""
    left = any(line.unshipped for line in order.lines if line.status != "awaiting")
    if order.status not in BEFORE_LEAVING or left or not any(line.shipped for line in order.lines):
        return
    _move(unit, order, OrderStatus.SHIPPED)
    on_the_way = select(func.count()).where(
        Shipment.order_id == order.id, Shipment.delivered_at.is_(None), Shipment.status != CANCELLED
    )
    unit.session.flush()
    if unit.session.execute(on_the_way).scalar_one() == 0:
        _move(unit, order, OrderStatus.DELIVERED)
        for line in order.lines:
            line.status = "delivered" if line.status == "shipped" else line.status


def _move(unit: Unit, order: Order, status: OrderStatus) -> None:
    order.move_to(status)
    unit.record(
        f"order.{status}",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"number": order.number},
    )
