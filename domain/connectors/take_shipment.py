"""Take what a connector says of a parcel that left."""

from collections import Counter

from sqlalchemy import select

from domain.connectors.known import value_of
from domain.connectors.particulars import at
from domain.connectors.places import node_of
from domain.connectors.records import ToldShipment
from domain.fulfilment.send_parcel import left_of
from domain.fulfilment.ship import ShippedLine, ship
from domain.kernel.errors import Invalid, NotFound
from domain.models.connector import Connector
from domain.models.shipment import Shipment
from domain.orders.load import load_order
from domain.work.unit import Unit


def take_shipment(unit: Unit, connector: Connector, told: ToldShipment) -> bool:
    """Note that the parcel left; False where the order has it already, or nothing is left of a whole one. A parcel is
    known by its tracking number.
    """
    if not told.tracking_number:
        raise Invalid(
            field="tracking_number",
            code="missing",
            en="“tracking_number” must not be empty.",
            fr="« tracking_number » ne doit pas être vide.",
        )
    try:
        order = load_order(unit, value_of(unit, connector.id, "order", told.order) or told.order)
    except NotFound as refusal:
        raise at(refusal, "order") from refusal
    sent = select(Shipment.id).where(Shipment.order_id == order.id, Shipment.tracking_number == told.tracking_number)
    if unit.session.execute(sent).first() is not None:
        return False
    if told.whole and not any(left_of(line) for line in order.lines):
        return False
    named = told.node or told.location or connector.node
    ship(
        unit,
        order=order.id,
        lines=None if told.whole else _pieces(told),
        node=node_of(unit, connector, node=told.node, location=told.location) if named else None,
        carrier=told.carrier,
        tracking_number=told.tracking_number,
        shipped_at=told.shipped_at,
    )
    return True


def _pieces(told: ToldShipment) -> list[ShippedLine]:
    """In the order in which they were told, so that a refusal names the line as it was told."""
    pieces: Counter[str] = Counter()
    for line in told.lines:
        pieces[line.sku] += line.quantity
    return [ShippedLine(quantity, sku=sku) for sku, quantity in pieces.items()]
