"""Take one record of what a connector sent."""

from uuid import UUID

from domain.connectors.load import load_connector
from domain.connectors.records import Told, ToldCodes, ToldOrder, ToldShipment
from domain.connectors.take_codes import take_codes
from domain.connectors.take_order import take_order
from domain.connectors.take_shipment import take_shipment
from domain.connectors.take_stock import take_stock
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def take_record(unit: Unit, *, connector_id: UUID, told: Told) -> bool:
    """Make true here what was told; False where it was known already, or overtaken by what was told later.

    All of it, or nothing. Records what the use cases record that it goes through. Refuses with a `DomainError` naming
    the field of the record.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    connector = load_connector(unit, connector_id, share=True)
    if isinstance(told, ToldOrder):
        return take_order(unit, connector, told)
    if isinstance(told, ToldShipment):
        return take_shipment(unit, connector, told)
    if isinstance(told, ToldCodes):
        return take_codes(unit, connector, told)
    return take_stock(unit, connector, told)
