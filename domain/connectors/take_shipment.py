"""Take what a connector says of a parcel that left, or did not leave after all."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from domain.connectors.known import known_record, value_of
from domain.connectors.particulars import at
from domain.connectors.places import node_of
from domain.connectors.records import ToldShipment
from domain.fulfilment.add_parcel import add_parcel
from domain.fulfilment.cancel_shipment import cancel_shipment
from domain.fulfilment.send_parcel import left_of
from domain.fulfilment.ship import ShippedLine, ship
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.models.connector import Connector
from domain.models.order import Order
from domain.models.shipment import CANCELLED, Shipment
from domain.orders.load import load_order
from domain.work.unit import Unit


def take_shipment(unit: Unit, connector: Connector, told: ToldShipment) -> bool:
    """Note that the parcel left, or that it did not; False where that is known or overtaken, or nothing is left of a
    whole one. A parcel is known by its tracking number.
    """
    _refuse_nameless(told)
    try:
        order = load_order(unit, value_of(unit, connector.id, "order", told.order) or told.order)
    except NotFound as refusal:
        raise at(refusal, "order") from refusal
    if _is_overtaken(unit, connector, order, told):
        return False
    numbers = {told.tracking_number: told.carrier} | {each.tracking_number: each.carrier for each in told.parcels}
    query = select(Shipment).where(Shipment.order_id == order.id, Shipment.tracking_number.in_(numbers))
    known = {each.tracking_number: each for each in unit.session.execute(query).scalars()}
    if told.cancelled:
        return _cancel(unit, connector, known, told)
    _refuse_cancelled(known)
    return _send(unit, connector, order, told, numbers, known)


def _send(
    unit: Unit,
    connector: Connector,
    order: Order,
    told: ToldShipment,
    numbers: Mapping[str, str],
    known: Mapping[str, Shipment],
) -> bool:
    """The goods leave in the first parcel that is new; nobody says what is in the others."""
    new = [number for number in numbers if number not in known]
    has_left = told.tracking_number in known if not told.whole else not any(left_of(line) for line in order.lines)
    if not new or (has_left and not known):
        return False
    first = next(iter(known.values())).id if has_left else None
    if first is None:
        number = new.pop(0)
        first = ship(
            unit,
            order=order.id,
            lines=None if told.whole else _pieces(told),
            node=_node(unit, connector, told),
            carrier=numbers[number],
            tracking_number=number,
            shipped_at=told.shipped_at,
        )
    for number in new:
        add_parcel(
            unit,
            order=order.id,
            beside=first,
            tracking_number=number,
            carrier=numbers[number],
            shipped_at=told.shipped_at,
        )
    return True


def _cancel(unit: Unit, connector: Connector, known: Mapping[str, Shipment], told: ToldShipment) -> bool:
    """Every parcel of it; what cannot be called back refuses all."""
    try:
        done = [
            cancel_shipment(unit, shipment_id=each.id, reason=f"cancelled at {connector.name}")
            for each in known.values()
        ]
    except Conflict as refusal:
        raise at(refusal, "cancelled") from refusal
    return any(done)


def _is_overtaken(unit: Unit, connector: Connector, order: Order, told: ToldShipment) -> bool:
    if told.told_at is None:
        return False
    record = known_record(unit, connector.id, "parcel", f"{order.id}:{told.tracking_number}")
    if record.told_at and told.told_at < record.told_at:
        return True
    record.told_at = told.told_at
    return False


def _refuse_nameless(told: ToldShipment) -> None:
    if not told.tracking_number:
        raise Invalid(
            field="tracking_number",
            code="missing",
            en="“tracking_number” must not be empty.",
            fr="« tracking_number » ne doit pas être vide.",
        )


def _refuse_cancelled(known: Mapping[str, Shipment]) -> None:
    void = next((number for number, each in known.items() if each.status == CANCELLED), None)
    if void is not None:
        raise Conflict(
            code="parcel_cancelled",
            field="tracking_number",
            en=f"The parcel {void} was cancelled. If its goods leave after all, note it with another number.",
            fr=f"Le colis {void} a été annulé. Si ses articles partent malgré tout, notez-le sous un autre numéro.",
        )


def _node(unit: Unit, connector: Connector, told: ToldShipment) -> str | None:
    named = told.node or told.location or connector.node
    return node_of(unit, connector, node=told.node, location=told.location) if named else None


def _pieces(told: ToldShipment) -> list[ShippedLine]:
    """In the order in which they were told, so that a refusal names the line as it was told."""
    pieces: Counter[str] = Counter()
    for line in told.lines:
        pieces[line.sku] += line.quantity
    return [ShippedLine(quantity, sku=sku) for sku, quantity in pieces.items()]
