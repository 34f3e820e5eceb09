"""The customer has fetched a parcel that waited for them."""

from uuid import UUID

from sqlalchemy import select

from domain.fulfilment.record_scan import note_scan
from domain.fulfilment.waits import waits_to_be_fetched
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.inventory import Node
from domain.models.order import Order
from domain.models.shipment import Shipment, ShipmentScan
from domain.orders.load import load_order
from domain.work.unit import Unit


def mark_fetched(unit: Unit, *, order: str | UUID, shipment_id: UUID, expected_version: int | None = None) -> None:
    """Note that a parcel was fetched at the store or locker where it waited. Records `shipment.fetched`.

    What waits to be told of its waiting there is called off. Refuses with `NotFound` a parcel of another order, and
    with `Conflict` ("not_waiting") one that does not wait to be fetched, or does no longer.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    found = load_order(unit, order, expected_version=expected_version)
    query = select(Shipment).where(Shipment.id == shipment_id, Shipment.order_id == found.id)
    parcel = unit.session.execute(query).scalar_one_or_none()
    if parcel is None:
        raise NotFound.of("shipment", "colis", shipment_id)
    if not waits_to_be_fetched(found, parcel):
        raise Conflict(
            code="not_waiting",
            en="This parcel does not wait to be fetched.",
            fr="Ce colis n’attend pas d’être retiré.",
            details={"status": parcel.status},
        )
    note_scan(unit, found, parcel, status="fetched", place=_place(unit, found, parcel), at=unit.now)


def _place(unit: Unit, order: Order, parcel: Shipment) -> str:
    """The store or locker that the order names, else where the parcel arrived."""
    store = select(Node.name).where(Node.id == order.pickup_node_id)
    if named := unit.session.execute(store).scalar_one_or_none() or order.locker:
        return named
    arrived = select(ShipmentScan.place).where(
        ShipmentScan.shipment_id == parcel.id, ShipmentScan.status == "delivered"
    )
    return unit.session.execute(arrived.order_by(ShipmentScan.at.desc()).limit(1)).scalar_one_or_none() or ""
