"""What carriers say of parcels: late, twice, and in any order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def hour(step: int) -> datetime:
    return START + timedelta(hours=step)


@pytest.fixture
def order_id(build: Builders) -> UUID:
    build.goods("SHIRT", on_hand=50)
    return build.order(lines=[NewLine("SHIRT", 2)])


def test_a_parcel_is_followed_to_the_door(
    build: Builders, order_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    parcel = build.perform(ship, order=order_id, tracking_number="6A1")
    for step, status in enumerate(("in_transit", "out_for_delivery", "delivered")):
        assert build.perform(record_scan, shipment_id=parcel, status=status, place="Lyon", at=hour(step))
        assert ask(read_order, order=order_id).shipments[0].status == status
    found = ask(read_order, order=order_id)
    assert (found.status, found.lines[0].status) == ("delivered", "delivered")
    assert (found.shipments[0].delivered_at, len(found.shipments[0].scans)) == (hour(2), 3)
    assert [scan.status for scan in found.shipments[0].scans] == ["delivered", "out_for_delivery", "in_transit"]
    types = ["shipment.in_transit", "shipment.out_for_delivery", "shipment.delivered", "order.delivered"]
    assert [event.type for event in happened(*types)] == types
    assert happened("shipment.delivered")[0].occurred_at == hour(2)


def test_the_same_scan_told_again_is_harmless(
    build: Builders, order_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    parcel = build.perform(ship, order=order_id)
    scan = {"shipment_id": parcel, "status": "delivered", "at": hour(1)}
    assert build.perform(record_scan, **scan) is True
    before = (ask(read_order, order=order_id), len(happened()))
    assert build.perform(record_scan, **scan) is False
    results = together(*[lambda: build.perform(record_scan, **scan)] * 5)
    assert results == [False] * 5
    assert (ask(read_order, order=order_id), len(happened())) == before


def test_the_same_scan_told_by_many_at_once_is_kept_once(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    parcel = build.perform(ship, order=order_id)
    told = lambda: build.perform(record_scan, shipment_id=parcel, status="delivered", at=hour(1))  # noqa: E731
    results = together(*[told] * 8)
    assert errors_of(results) == []
    assert sum(results) == 1
    assert len(ask(read_order, order=order_id).shipments[0].scans) == 1


@pytest.mark.parametrize(
    ("scans", "status", "delivered"),
    [
        ([("in_transit", 1), ("out_for_delivery", 2), ("delivered", 3)], "delivered", 3),
        ([("out_for_delivery", 1), ("delivered", 2), ("in_transit", 3)], "delivered", 2),
        ([("delivered", 1), ("returned", 2), ("in_transit", 0)], "returned", 1),
        ([("exception", 1), ("in_transit", 2)], "in_transit", None),
        ([("delivered", 1), ("exception", 2), ("returned", 3)], "returned", 1),
    ],
)
def test_the_order_in_which_scans_are_told_does_not_matter(
    scans: list[tuple[str, int]], status: str, delivered: int | None, build: Builders, ask: Callable[..., Any]
):
    build.goods("SHIRT", on_hand=50)
    customer_id = build.customer()
    for told in permutations(scans):
        order_id = build.order(customer_id, lines=[NewLine("SHIRT", 1)])
        parcel = build.perform(ship, order=order_id)
        for said, step in told:
            build.perform(record_scan, shipment_id=parcel, status=said, at=hour(step))
        found = ask(read_order, order=order_id)
        known = (found.shipments[0].status, found.shipments[0].delivered_at, found.status)
        arrived = "shipped" if delivered is None else "delivered"
        assert known == (status, None if delivered is None else hour(delivered), arrived), told


def test_an_order_is_delivered_when_its_last_parcel_has_arrived(
    build: Builders, order_id: UUID, ask: Callable[..., Any]
):
    first = build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="SHIRT")])
    build.perform(record_scan, shipment_id=first, status="delivered")
    assert ask(read_order, order=order_id).status == "pending"
    second = build.perform(ship, order=order_id)
    assert ask(read_order, order=order_id).status == "shipped"
    build.perform(record_scan, shipment_id=second, status="out_for_delivery")
    assert ask(read_order, order=order_id).status == "shipped"
    build.perform(record_scan, shipment_id=second, status="delivered")
    assert ask(read_order, order=order_id).status == "delivered"


def test_an_order_whose_parcel_came_back_was_not_delivered(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    first = build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="SHIRT")])
    second = build.perform(ship, order=order_id)
    build.perform(record_scan, shipment_id=first, status="returned")
    assert ask(read_order, order=order_id).status == "shipped"
    build.perform(record_scan, shipment_id=second, status="delivered")
    assert ask(read_order, order=order_id).status == "shipped"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"status": "lost in space"}, "status", "unknown_choice"),
        ({"status": ""}, "status", "unknown_choice"),
        ({"place": "x" * 201}, "place", "too_long"),
        ({"place": "\x00"}, "place", "control_characters"),
        ({"at": datetime(2026, 11, 25, tzinfo=UTC)}, "at", "in_the_future"),
        ({"at": datetime(2026, 11, 1)}, "at", "in_the_future"),  # noqa: DTZ001
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, code: str, build: Builders, order_id: UUID,
    refusal_of: Callable[..., DomainError],
):  # fmt: skip
    parcel = build.perform(ship, order=order_id)
    refusal = refusal_of(record_scan, **{"shipment_id": parcel, "status": "in_transit"} | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)


def test_denied_and_unknown(application: Application, powerless: Actor, refusal_of: Callable[..., DomainError]):
    assert isinstance(refusal_of(record_scan, shipment_id=new_id(), status="delivered"), NotFound)
    with pytest.raises(Denied):
        application.perform(record_scan, powerless, shipment_id=new_id(), status="delivered")
