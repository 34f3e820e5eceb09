"""Read parcels."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.shipment import Shipment
from domain.orders.queries import order
from domain.orders.rows import ShipmentRow
from domain.work.unit import Unit


def shipment(unit: Unit, *, shipment_id: UUID) -> ShipmentRow:
    """One parcel with its lines and scans, or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    owner = select(Shipment.order_id).where(Shipment.id == shipment_id)
    order_id = unit.session.execute(owner).scalar_one_or_none()
    if order_id is None:
        raise NotFound.of("shipment", "colis", shipment_id)
    return next(parcel for parcel in order(unit, order=order_id).shipments if parcel.id == shipment_id)
