"""Who has not fetched a parcel is reminded once, if the shop wants that; who has is not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.edits.change_fulfilment import change_fulfilment
from domain.fulfilment.mark_fetched import mark_fetched
from domain.fulfilment.note_not_fetched import note_not_fetched
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, NotFound
from domain.kernel.permissions import Permission
from domain.messages.settings import change_delivery_settings
from domain.models.event import EventRow
from domain.work.application import Application
from notifications.deliver import POSTMAN
from notifications.tell import tell
from tests.support.builders import Builders

CLOCK = Actor.system("clock")
Happened = Callable[..., list[EventRow]]


@pytest.fixture
def arrived(build: Builders) -> Callable[..., UUID]:
    """A parcel of Marie's has come to where it waits."""
    marie = build.customer(emails=["marie@example.org"])

    def arrived(number: str, **values: Any) -> UUID:
        parcel = build.shipment(build.order(marie, number=number, **{"fulfilment": "pickup"} | values))
        build.perform(record_scan, shipment_id=parcel, status="delivered", place="Lyon")
        return parcel

    return arrived


def test_who_may_not_record_parcels_looks_for_none(application: Application, powerless: Actor) -> None:
    with pytest.raises(Denied):
        application.perform(note_not_fetched, powerless)


def test_only_what_waits_is_found_and_only_once(
    application: Application, build: Builders, arrived: Any, clock: SetClock, happened: Happened
) -> None:
    waits, fetched, home = arrived("#C1"), arrived("#C2"), arrived("#C3", fulfilment="ship")
    build.perform(record_scan, shipment_id=fetched, status="fetched", place="Lyon")
    clock.advance(timedelta(days=4))
    assert application.perform(note_not_fetched, CLOCK) == 0  # nobody has set the days
    build.perform(change_delivery_settings, values={"pickup_days": 4})
    assert application.perform(note_not_fetched, CLOCK) == 1
    assert application.perform(note_not_fetched, CLOCK) == 0
    (found,) = happened("shipment.not_fetched")
    assert (found.data["shipment_id"], found.data["number"]) == (str(waits), "#C1")
    assert home


def test_what_waited_before_anybody_looked_is_left_alone(
    application: Application, build: Builders, arrived: Any, clock: SetClock
) -> None:
    arrived("#C1")
    build.perform(change_delivery_settings, values={"pickup_days": 3})
    clock.advance(timedelta(days=6, seconds=1))
    assert application.perform(note_not_fetched, CLOCK) == 0


def test_a_reminder_that_waits_is_called_off_when_the_parcel_is_fetched(
    application: Application, build: Builders, arrived: Any, clock: SetClock, happened: Happened, sql: Any
) -> None:
    parcels = [arrived("#C1"), arrived("#C2"), arrived("#C3")]
    build.perform(change_delivery_settings, values={"pickup_days": 1})
    clock.advance(timedelta(days=1))
    application.perform(note_not_fetched, CLOCK)
    by_parcel = {UUID(row.data["shipment_id"]): row.id for row in happened("shipment.not_fetched")}
    for parcel in parcels[:2]:
        application.perform(tell, POSTMAN, event_id=by_parcel[parcel])
    build.perform(record_scan, shipment_id=parcels[0], status="fetched")
    build.perform(record_scan, shipment_id=parcels[2], status="fetched")
    assert application.perform(tell, POSTMAN, event_id=by_parcel[parcels[2]]) is None
    told = "SELECT status, problem FROM outbound_messages WHERE template = 'pickup_reminder' ORDER BY id"
    assert sql(told) == [("skipped", "fetched"), ("queued", "")]
    assert sql("SELECT status FROM shipments ORDER BY id") == [("fetched",), ("delivered",), ("fetched",)]


def test_who_works_on_orders_notes_that_a_parcel_was_fetched_and_it_is_reminded_of_no_more(
    application: Application, build: Builders, clock: SetClock, actor_with: Any, happened: Happened
) -> None:
    build.node("LYO", kind="store", name="Lyon")
    build.perform(change_delivery_settings, values={"pickup_days": 1})
    agent = actor_with(Permission.ORDERS_WRITE)
    for number, way, place in (
        ("#C1", {"fulfilment": "pickup", "node": "LYO"}, "Lyon"),
        ("#C2", {"fulfilment": "locker", "locker": "Gare 12"}, "Gare 12"),
        ("#C3", {}, "Nice"),
    ):
        order = build.order(number=number, fulfilment="ship" if way else "curbside")
        if way:
            build.perform(change_fulfilment, order=order, **way)
        parcel = build.shipment(order)
        build.perform(record_scan, shipment_id=parcel, status="delivered", place="Nice")
        application.perform(mark_fetched, agent, order=number, shipment_id=parcel)
        fetched = happened("shipment.fetched")[-1]
        assert (fetched.data["shipment_id"], fetched.data["place"]) == (str(parcel), place)
        with pytest.raises(Conflict, match="does not wait"):
            application.perform(mark_fetched, agent, order=number, shipment_id=parcel)
    clock.advance(timedelta(days=1))
    assert application.perform(note_not_fetched, CLOCK) == 0


def test_only_what_waits_for_the_customer_of_the_order_can_be_fetched(
    application: Application, build: Builders, arrived: Any, powerless: Actor
) -> None:
    parcel, home = arrived("#C1"), arrived("#C2", fulfilment="ship")
    on_its_way = build.shipment(build.order(number="#C3", fulfilment="pickup"))
    with pytest.raises(Denied):
        application.perform(mark_fetched, powerless, order="#C1", shipment_id=parcel)
    with pytest.raises(NotFound):
        build.perform(mark_fetched, order="#C2", shipment_id=parcel)
    for number, waits_not in (("#C2", home), ("#C3", on_its_way)):
        with pytest.raises(Conflict) as refused:
            build.perform(mark_fetched, order=number, shipment_id=waits_not)
        assert refused.value.code == "not_waiting"
