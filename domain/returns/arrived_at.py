"""From when on the time to return something counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.models.event import EventRow
from domain.models.order import Order, OrderLine
from domain.models.shipment import Shipment, ShipmentLine
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When each line arrived; `imported`: when its order was imported, if that was later, and the time counts from."""

    by_line: Mapping[UUID, datetime]
    imported: datetime | None

    def of(self, line: OrderLine) -> datetime:
        """The moment that the time to return `line` counts from."""
        arrived = self.by_line[line.id]
        return max(arrived, self.imported) if self.imported else arrived


def arrivals_of(unit: Unit, order: Order, lines: Sequence[OrderLine]) -> Arrivals:
    """When the last parcel with each of `lines` arrived; without one, when the order did, or was placed.

    An order that another system handed over counts from its import: only since then can anybody return it here.
    """
    parcels = (
        select(ShipmentLine.order_line_id, func.max(Shipment.delivered_at))
        .join(Shipment, Shipment.id == ShipmentLine.shipment_id)
        .where(Shipment.order_id == order.id, Shipment.delivered_at.is_not(None))
        .group_by(ShipmentLine.order_line_id)
    )
    known = {line_id: at for line_id, at in unit.session.execute(parcels) if at is not None}
    last = select(func.max(Shipment.delivered_at)).where(Shipment.order_id == order.id)
    otherwise = unit.session.execute(last).scalar_one() or order.placed_at
    by_line = {line.id: known.get(line.id, otherwise) for line in lines}
    imported = _imported(unit, order)
    later = imported is not None and any(imported > at for at in by_line.values())
    return Arrivals(by_line, imported if later else None)


def _imported(unit: Unit, order: Order) -> datetime | None:
    if order.source is None:
        return None
    query = select(func.min(EventRow.recorded_at)).where(
        EventRow.order_id == order.id, EventRow.type == "order.placed", EventRow.cause == "import"
    )
    return unit.session.execute(query).scalar_one()
