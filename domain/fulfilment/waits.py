"""Which parcels wait at a counter or in a locker for whoever fetches them."""

from typing import Final

from domain.models.order import Order
from domain.models.shipment import Shipment
from domain.orders.rows import OrderDetail, ShipmentRow

AT_A_STORE: Final = ("pickup", "curbside")


def waits_to_be_fetched(order: Order | OrderDetail, parcel: Shipment | ShipmentRow) -> bool:
    """Whether it has come to where the customer fetches it, and was not handed over the counter in that moment."""
    handed_over = not parcel.carrier and parcel.delivered_at == parcel.shipped_at
    at_a_place = order.fulfilment in AT_A_STORE or bool(order.locker)
    return at_a_place and parcel.status == "delivered" and not handed_over
