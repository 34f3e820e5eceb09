"""Goods are handed to the customer over the counter."""

from uuid import UUID

from domain.fulfilment.arrivals import note_arrival
from domain.fulfilment.send_parcel import Pieces, send_parcel
from domain.kernel.ids import new_id
from domain.models.order import Order
from domain.models.shipment import Shipment, ShipmentScan
from domain.work.unit import Unit


def hand_over(unit: Unit, order: Order, pieces: Pieces, *, node_id: UUID, place: str = "") -> Shipment:
    """Give `pieces` of a locked order out at a node: they have left and arrived in one moment.

    Records what `send_parcel` and `note_arrival` record.
    """
    shipment = send_parcel(unit, order, pieces, node_id=node_id, carrier="", tracking_number="", at=unit.now)
    shipment.status, shipment.delivered_at = "delivered", unit.now
    unit.session.add(
        ShipmentScan(id=new_id(at=unit.now), shipment_id=shipment.id, status="delivered", place=place, at=unit.now)
    )
    unit.session.flush()
    note_arrival(unit, order, shipment, status="delivered", place=place, at=unit.now)
    return shipment
