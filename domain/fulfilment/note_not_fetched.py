"""Parcels that wait in a store or locker, and that nobody fetches."""

from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select

from domain.events.event import Stream
from domain.fulfilment.waits import AT_A_STORE
from domain.kernel.permissions import Permission
from domain.messages.settings import settings_of
from domain.models.order import Order
from domain.models.returns import Return
from domain.models.shipment import Shipment
from domain.work.unit import Unit

# What has waited for longer was known before the setting was, or while no worker ran: nobody is surprised by it.
LATE: Final = timedelta(days=3)
_AT_ONCE: Final = 200


def note_not_fetched(unit: Unit) -> int:
    """Record `shipment.not_fetched` of each parcel that has waited for the days of the settings, once; how many.

    With 0 days none is. One whose goods come back, or of a cancelled order, is left alone.
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    days = timedelta(days=settings_of(unit).pickup_days)
    if not days:
        return 0
    back = select(Return.id).where(Return.order_id == Order.id).exists()
    query = (
        select(Shipment, Order.customer_id, Order.number)
        .join(Order, Order.id == Shipment.order_id)
        .where(
            Shipment.status == "delivered",
            Shipment.reminded_at.is_(None),
            Shipment.delivered_at <= unit.now - days,
            Shipment.delivered_at > unit.now - days - LATE,
            Shipment.carrier != "",
            or_(Order.fulfilment.in_(AT_A_STORE), Order.locker != ""),
            Order.status != "cancelled",
            ~back,
        )
        .order_by(Shipment.delivered_at)
        .limit(_AT_ONCE)
        .with_for_update(of=Shipment, skip_locked=True)
    )
    found = unit.session.execute(query).all()
    for shipment, customer_id, number in found:
        shipment.reminded_at = unit.now
        unit.record(
            "shipment.not_fetched",
            stream=Stream.of_order(shipment.order_id),
            customer_id=customer_id,
            order_id=shipment.order_id,
            data={"shipment_id": str(shipment.id), "number": number},
        )
    return len(found)
