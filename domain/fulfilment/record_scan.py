"""Note what a carrier says of a parcel."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.fulfilment.arrivals import note_arrival
from domain.fulfilment.load import load_parcel
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.messages.call_off import call_off_about
from domain.models.order import Order
from domain.models.shipment import CANCELLED, SCANNED, Shipment, ShipmentScan
from domain.orders.new_order import check_past
from domain.work.unit import Unit

_AT_ITS_END: Final = ("delivered", "fetched")
_OF_WAITING: Final = ("ready_for_pickup", "pickup_reminder")


def record_scan(unit: Unit, *, shipment_id: UUID, status: str, place: str = "", at: datetime | None = None) -> bool:
    """Note a scan of a parcel; tells whether it was new. The same scan told twice is kept once.

    Scans may come out of order: the parcel's status is that of the newest, and a delivered parcel stays delivered
    unless it is returned later. When every parcel of a shipped order has arrived (one that came back without having
    arrived has not), or what was in it was replaced and that has arrived, the order is delivered. Records
    `shipment.<status>`, and `order.delivered`. "fetched" is what a store or locker says; what waits to be told of its
    waiting there is called off then. Refuses with `Conflict` a parcel that was cancelled.
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    _check_status(status)
    moment = check_past(at or unit.now, unit.now, field="at")
    where = clean_text(place, field="place", most=200, required=False)
    order, shipment = load_parcel(unit, shipment_id)
    _refuse_cancelled(shipment)
    return note_scan(unit, order, shipment, status=status, place=where, at=moment)


def note_scan(unit: Unit, order: Order, shipment: Shipment, *, status: str, place: str, at: datetime) -> bool:
    """The same for a parcel of a locked order, of which everything was checked."""
    row = {"id": new_id(at=at), "shipment_id": shipment.id, "status": status, "place": place, "at": at}
    kept = insert(ShipmentScan).values(row).on_conflict_do_nothing().returning(ShipmentScan.id)
    if unit.session.execute(kept).first() is None:
        return False
    _follow_scans(unit, shipment)
    note_arrival(unit, order, shipment, status=status, place=place, at=at)
    if status in ("fetched", "returned"):
        _call_off(unit, shipment)
    return True


def _call_off(unit: Unit, shipment: Shipment) -> None:
    call_off_about(
        unit,
        shipment.order_id,
        templates=_OF_WAITING,
        name="shipment_id",
        value=str(shipment.id),
        problem="fetched" if shipment.status == "fetched" else "parcel_returned",
    )


def _refuse_cancelled(shipment: Shipment) -> None:
    if shipment.status == CANCELLED:
        raise Conflict(
            code="parcel_cancelled",
            en=f"The parcel {shipment.tracking_number} was cancelled: its goods count as not sent.",
            fr=f"Le colis {shipment.tracking_number} a été annulé : ses articles comptent comme non expédiés.",
        )


def _check_status(status: str) -> None:
    if status not in SCANNED:
        raise Invalid(
            field="status",
            code="unknown_choice",
            en=f"“status” must be one of: {', '.join(SCANNED)}.",
            fr=f"« status » doit être l’une de ces valeurs : {', '.join(SCANNED)}.",
        )


def _follow_scans(unit: Unit, shipment: Shipment) -> None:
    """Work the state of a parcel out from all its scans, so that the order in which they are told does not matter."""
    query = select(ShipmentScan.status, ShipmentScan.at).where(ShipmentScan.shipment_id == shipment.id)
    scans = [(at, SCANNED.index(said), said) for said, at in unit.session.execute(query)]
    for at, _, said in sorted(scans):
        if said == "delivered" or (said == "fetched" and shipment.delivered_at is None):
            shipment.delivered_at = at
        if shipment.status not in _AT_ITS_END or said in (*_AT_ITS_END, "returned"):
            shipment.status = said
