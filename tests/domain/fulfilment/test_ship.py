"""A parcel leaves: what is in it, where from, and what is left."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.hold import hold_order, release_hold
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def order_id(build: Builders) -> UUID:
    """Four shirts and a hat, kept in Paris."""
    build.goods("SHIRT", "HAT", on_hand=10)
    return build.order(lines=[NewLine("SHIRT", 4), NewLine("HAT", 1)])


@pytest.fixture
def levels(ask: Callable[..., Any]) -> Callable[[], dict[tuple[str, str], tuple[int, int]]]:
    """On hand and reserved, by node and SKU."""
    return lambda: {(row.node, row.sku): (row.on_hand, row.reserved) for row in ask(stock).items}


def test_everything_left_goes_in_one_parcel(
    build: Builders, order_id: UUID, ask: Callable[..., Any], levels: Callable[[], Any],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    id = build.perform(ship, order=order_id, carrier="Colissimo", tracking_number="6A1")
    found = ask(read_order, order=order_id)
    (parcel,) = found.shipments
    assert (parcel.id, parcel.carrier, parcel.tracking_number, parcel.node) == (id, "Colissimo", "6A1", "PAR")
    assert parcel.lines == {line.id: line.quantity for line in found.lines}
    assert (found.status, [line.status for line in found.lines]) == ("shipped", ["shipped", "shipped"])
    assert levels() == {("PAR", "SHIRT"): (6, 0), ("PAR", "HAT"): (9, 0)}
    own = happened("shipment.shipped", "order.shipped")
    assert [event.type for event in own] == ["shipment.shipped", "order.shipped"]
    assert own[0].data["lines"] == [{"sku": "SHIRT", "quantity": 4}, {"sku": "HAT", "quantity": 1}]


def test_an_order_leaves_in_parts(build: Builders, order_id: UUID, ask: Callable[..., Any], levels: Callable[[], Any]):
    build.perform(ship, order=order_id, lines=[ShippedLine(3, sku="SHIRT")])
    found = ask(read_order, order=order_id)
    assert (found.status, [line.shipped for line in found.lines]) == ("pending", [3, 0])
    assert levels() == {("PAR", "SHIRT"): (7, 1), ("PAR", "HAT"): (10, 1)}
    build.perform(ship, order=found.number, lines=[ShippedLine(1, line_id=found.lines[1].id)])
    build.perform(ship, order=order_id)
    found = ask(read_order, order=order_id)
    assert (found.status, [line.shipped for line in found.lines], len(found.shipments)) == ("shipped", [4, 1], 3)
    assert levels() == {("PAR", "SHIRT"): (6, 0), ("PAR", "HAT"): (9, 0)}


def test_what_leaves_from_elsewhere_frees_what_was_kept(
    build: Builders, order_id: UUID, levels: Callable[[], Any], ask: Callable[..., Any]
):
    build.node("LYO")
    build.stock("SHIRT", 10, node="LYO")
    build.perform(ship, order=order_id, node=" lyo ", lines=[ShippedLine(3, sku="SHIRT")])
    assert levels()["LYO", "SHIRT"] == (7, 0)
    assert levels()["PAR", "SHIRT"] == (10, 1)
    assert ask(read_order, order=order_id).shipments[0].node == "LYO"


def test_what_left_had_been_there(build: Builders, order_id: UUID, ask: Callable[..., Any], sql: Callable[..., Any]):
    build.node("LYO")
    build.perform(ship, order=order_id, node="LYO")
    assert {(row.node, row.on_hand, row.reserved, row.shortage) for row in ask(stock).items} == {
        ("LYO", 0, 0, 0),
        ("PAR", 10, 0, 0),
    }
    assert sql("SELECT DISTINCT kind FROM stock_movements WHERE on_hand_delta > 0 AND reason = '' ORDER BY 1") == [
        ("counted",),
        ("found",),
    ]


def test_pieces_taken_from_others_are_a_shortage(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    unsourced = build.order(lines=[NewLine("SHIRT", 8)])
    build.perform(ship, order=unsourced, node="PAR")
    shirts = next(row for row in ask(stock).items if row.sku == "SHIRT")
    assert (shirts.on_hand, shirts.reserved, shirts.shortage, shirts.available) == (2, 4, 2, 0)
    build.stock("SHIRT", 5)
    shirts = next(row for row in ask(stock).items if row.sku == "SHIRT")
    assert (shirts.shortage, shirts.available) == (0, 1)


def test_a_sku_on_two_lines_is_ambiguous_and_the_lines_are_listed(
    build: Builders, ask: Callable[..., Any], refusal_of: Callable[..., DomainError]
):
    build.goods("SHIRT")
    id = build.order(lines=[NewLine("SHIRT", 1), NewLine("SHIRT", 2)])
    lines = ask(read_order, order=id).lines
    refusal = refusal_of(ship, order=id, lines=[ShippedLine(1, sku="SHIRT")])
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, "lines[0]", "ambiguous_sku")
    assert refusal.details == {"line_ids": [str(line.id) for line in lines]}
    build.perform(ship, order=id, lines=[ShippedLine(2, line_id=lines[1].id)])
    assert [line.shipped for line in ask(read_order, order=id).lines] == [0, 2]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"lines": []}, "lines", "missing"),
        ({"lines": [ShippedLine(1, sku="NO")]}, "lines[0]", "unknown_line"),
        ({"lines": [ShippedLine(1)]}, "lines[0]", "missing"),
        ({"lines": [ShippedLine(1, sku="HAT"), ShippedLine(1, line_id=new_id())]}, "lines[1]", "unknown_line"),
        ({"lines": [ShippedLine(5, sku="SHIRT")]}, "lines[0].quantity", "more_than_left"),
        ({"lines": [ShippedLine(0, sku="SHIRT")]}, "lines[0].quantity", "more_than_left"),
        ({"lines": [ShippedLine(1, sku="HAT"), ShippedLine(-1, sku="SHIRT")]}, "lines[1].quantity", "more_than_left"),
        ({"lines": [ShippedLine(1, sku="SHIRT"), ShippedLine(1, sku="SHIRT")]}, "lines", "duplicate_line"),
        ({"carrier": "x" * 61}, "carrier", "too_long"),
        ({"carrier": "\x00"}, "carrier", "control_characters"),
        ({"tracking_number": "x" * 61}, "tracking_number", "too_long"),
        ({"shipped_at": datetime(2026, 11, 25, tzinfo=UTC)}, "shipped_at", "in_the_future"),
        ({"shipped_at": datetime(2026, 11, 1)}, "shipped_at", "in_the_future"),  # noqa: DTZ001
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(
    wrong: dict[str, Any], field: str, code: str, order_id: UUID, refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any], levels: Callable[[], Any],
):  # fmt: skip
    refusal = refusal_of(ship, order=order_id, **wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(read_order, order=order_id).shipments == ()
    assert levels() == {("PAR", "SHIRT"): (10, 4), ("PAR", "HAT"): (10, 1)}


@pytest.mark.parametrize("node", ["NOWHERE", "", "\x00", "\ud800"])
def test_a_node_that_is_not_there_is_not_found(node: str, order_id: UUID, refusal_of: Callable[..., DomainError]):
    assert isinstance(refusal_of(ship, order=order_id, node=node), NotFound)


def test_a_parcel_told_twice_is_noted_once(
    build: Builders, order_id: UUID, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    first = build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="HAT")], tracking_number="6A1")
    refusal = refusal_of(ship, order=order_id, lines=[ShippedLine(1, sku="SHIRT")], tracking_number=" 6A1 ")
    assert (type(refusal), refusal.code, refusal.field) == (Conflict, "duplicate_shipment", "tracking_number")
    assert refusal.details == {"shipment_id": str(first)}
    assert len(ask(read_order, order=order_id).shipments) == 1


def test_the_last_parcel_told_twice_is_still_the_one_we_know(
    build: Builders, order_id: UUID, refusal_of: Callable[..., DomainError]
):
    first = build.perform(ship, order=order_id, tracking_number="6A1")
    refusal = refusal_of(ship, order=order_id, tracking_number="6A1")
    assert (refusal.code, refusal.details) == ("duplicate_shipment", {"shipment_id": str(first)})


def test_parcels_without_a_tracking_number_are_told_apart(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    for _ in range(3):
        build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="SHIRT")])
    assert len({parcel.tracking_number for parcel in ask(read_order, order=order_id).shipments}) == 3


def test_who_may_not_ship_does_not(
    application: Application, actor_with: Callable[..., Actor], order_id: UUID, levels: Callable[[], Any]
):
    with pytest.raises(Denied):
        application.perform(ship, actor_with(Permission.ORDERS_WRITE, Permission.STOCK_WRITE), order=order_id)
    assert levels()["PAR", "SHIRT"] == (10, 4)


def test_a_preview_of_a_parcel_takes_nothing_out(
    application: Application, administrator: Actor, order_id: UUID, levels: Callable[[], Any], ask: Callable[..., Any]
):
    before = levels()
    preview = application.preview(ship, administrator, order=order_id)
    assert [event.type for event in preview.events] == ["shipment.shipped", "order.shipped"]
    assert levels() == before
    assert ask(read_order, order=order_id).status == "pending"


def test_a_held_order_is_not_shipped_unless_it_had_left_before(
    build: Builders, order_id: UUID, clock: SetClock, ask: Callable[..., Any]
) -> None:
    left = clock.at
    clock.advance(timedelta(hours=1))
    first = build.perform(hold_order, order=order_id, reason="Is it fraud?")
    second = build.perform(hold_order, order=order_id, reason="Address looks wrong")
    clock.advance(timedelta(hours=1))
    for at in (None, clock.at - timedelta(hours=1)):
        with pytest.raises(Conflict) as refused:
            build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="HAT")], shipped_at=at)
        assert (refused.value.code, refused.value.details["reason"]) == ("order_held", "Is it fraud?")
    assert ask(read_order, order=order_id).shipments == ()
    build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="HAT")], shipped_at=left)
    build.perform(release_hold, order=order_id, hold_id=first)
    with pytest.raises(Conflict):
        build.perform(ship, order=order_id)
    build.perform(release_hold, order=order_id, hold_id=second)
    build.perform(ship, order=order_id)
    assert ask(read_order, order=order_id).status == "shipped"
