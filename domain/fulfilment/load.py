"""Find a parcel to change it, with its order locked first."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.models.order import Order
from domain.models.shipment import Shipment
from domain.orders.load import load_order
from domain.work.unit import Unit


def load_parcel(unit: Unit, shipment_id: UUID) -> tuple[Order, Shipment]:
    """The order, locked, and its parcel as it is under that lock; or `NotFound`."""
    owner = select(Shipment.order_id).where(Shipment.id == shipment_id)
    order_id = unit.session.execute(owner).scalar_one_or_none()
    if order_id is None:
        raise NotFound.of("shipment", "colis", shipment_id)
    order = load_order(unit, order_id)
    shipment = unit.session.execute(select(Shipment).where(Shipment.id == shipment_id)).scalar_one()
    return order, shipment
