"""An ordinary order of long ago, told in one step instead of four: it was placed, released, sent and received."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ship
from domain.kernel.clock import SetClock
from domain.orders.advance import release_order
from domain.work import Unit
from seed.demo.actors import CARRIER, SHOP, WAREHOUSE
from seed.demo.money import place_and_pay


@dataclass(frozen=True)
class Course:
    """When things happened, and with which parcel."""

    placed: datetime
    released: datetime
    shipped: datetime
    delivered: datetime
    carrier: str
    tracking_number: str
    town: str


def order_of_long_ago(unit: Unit, *, clock: SetClock, course: Course, order: dict[str, Any]) -> UUID:
    """Place `order` and see it through to the customer in one transaction, each event at its own time.

    Everybody acts under their own name. Records what the four use cases record.
    """
    try:
        unit.actor = SHOP
        id = place_and_pay(unit, **order)
        unit.session.flush()
        unit.actor, clock.at = WAREHOUSE, course.released
        release_order(unit, order=id)
        unit.session.flush()
        clock.at = course.shipped
        parcel = ship(unit, order=id, carrier=course.carrier, tracking_number=course.tracking_number)
        unit.session.flush()
        unit.actor, clock.at = CARRIER, course.delivered
        record_scan(unit, shipment_id=parcel, status="delivered", place=course.town)
        return id
    finally:
        clock.at = course.placed
