"""Goods that have left travel in one more parcel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.fulfilment.ship import refuse_known_parcel
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.shipment import Shipment
from domain.orders.load import load_order
from domain.orders.new_order import check_past
from domain.work.unit import Unit


def add_parcel(
    unit: Unit,
    *,
    order: str | UUID,
    beside: UUID,
    tracking_number: str,
    carrier: str = "",
    shipped_at: datetime | None = None,
) -> UUID:
    """Note that a part of what left as the parcel `beside` is in a parcel of its own, and tell its id.

    Nobody told which part: the goods stay with `beside`, and the order is delivered once this one has arrived too.
    Records `shipment.shipped` without lines. Refuses with `Conflict` a number that the order has, and an order that has
    no parcel `beside`.
    """
    unit.actor.require(Permission.SHIPMENTS_WRITE)
    left_at = check_past(shipped_at or unit.now, unit.now, field="shipped_at")
    tracking = clean_text(tracking_number, field="tracking_number", most=60)
    found = load_order(unit, order)
    refuse_known_parcel(unit, found, tracking)
    known = select(Shipment).where(Shipment.id == beside, Shipment.order_id == found.id)
    first = unit.session.execute(known).scalar_one_or_none()
    if first is None:
        raise Conflict(
            code="nothing_left_yet",
            en=f"Nothing of order {found.number} has left in that parcel.",
            fr=f"Rien de la commande {found.number} n’est parti dans ce colis.",
        )
    parcel = Shipment(
        id=new_id(at=left_at),
        order_id=found.id,
        node_id=first.node_id,
        carrier=clean_text(carrier, field="carrier", most=60, required=False),
        tracking_number=tracking,
        status="shipped",
        shipped_at=left_at,
    )
    unit.session.add(parcel)
    unit.session.flush()
    found.version += 1
    said = {"shipment_id": str(parcel.id), "carrier": parcel.carrier, "tracking_number": tracking, "lines": []}
    unit.record(
        "shipment.shipped",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        occurred_at=left_at,
        data=said,
    )
    return parcel.id
