"""A parcel that was announced does not leave after all: its goods are there again, and nothing else has moved."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.add_parcel import add_parcel
from domain.fulfilment.cancel_shipment import cancel_shipment
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import new_id
from domain.models.event import EventRow
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.replacements.replace_lines import ReplacedPieces, replace_lines
from tests.support.builders import Builders


@pytest.fixture
def order_id(build: Builders) -> UUID:
    """Four shirts and a hat, kept in Paris."""
    build.goods("SHIRT", "HAT", on_hand=10)
    return build.order(lines=[NewLine("SHIRT", 4), NewLine("HAT", 1)])


@pytest.fixture
def levels(ask: Callable[..., Any]) -> Callable[[], dict[tuple[str, str], tuple[int, int, int]]]:
    """On hand, reserved and missing, by node and SKU."""
    return lambda: {(row.node, row.sku): (row.on_hand, row.reserved, row.shortage) for row in ask(stock).items}


def test_the_goods_are_kept_again_and_the_order_is_to_be_shipped(
    build: Builders,
    order_id: UUID,
    ask: Callable[..., Any],
    levels: Callable[[], Any],
    happened: Callable[..., list[EventRow]],
) -> None:
    before, money = levels(), ask(read_order, order=order_id)
    parcel = build.perform(ship, order=order_id, tracking_number="6A1")
    assert build.perform(cancel_shipment, shipment_id=parcel, reason="typed twice") is True
    found = ask(read_order, order=order_id)
    assert levels() == before
    assert (found.status, [(line.shipped, line.status) for line in found.lines]) == ("released", [(0, "open")] * 2)
    assert [each.status for each in found.shipments] == ["cancelled"]
    assert (found.total, found.payments) == (money.total, money.payments)
    own = happened("shipment.cancelled", "order.released")
    assert [each.type for each in own] == ["shipment.cancelled", "order.released"]
    assert own[0].data["lines"] == [{"sku": "SHIRT", "quantity": 4}, {"sku": "HAT", "quantity": 1}]
    assert build.perform(cancel_shipment, shipment_id=parcel) is False
    build.perform(ship, order=order_id, tracking_number="6A2")
    assert ask(read_order, order=order_id).status == "shipped"
    assert {key: each[0] for key, each in levels().items()} == {("PAR", "SHIRT"): 6, ("PAR", "HAT"): 9}


def test_one_of_two_parcels_leaves_the_other_alone_and_what_arrives_later_delivers(
    build: Builders, order_id: UUID, ask: Callable[..., Any], levels: Callable[[], Any]
) -> None:
    first = build.perform(ship, order=order_id, lines=[ShippedLine(3, sku="SHIRT")])
    second = build.perform(ship, order=order_id)
    build.perform(cancel_shipment, shipment_id=first)
    found = ask(read_order, order=order_id)
    assert [(line.shipped, line.status) for line in found.lines] == [(1, "open"), (1, "shipped")]
    assert levels() == {("PAR", "SHIRT"): (9, 3, 0), ("PAR", "HAT"): (9, 0, 0)}
    third = build.perform(ship, order=order_id)
    for parcel, status in ((second, "shipped"), (third, "delivered")):
        build.perform(record_scan, shipment_id=parcel, status="delivered")
        assert ask(read_order, order=order_id).status == status


def test_after_it_the_order_may_be_cancelled_and_frees_everything(
    build: Builders, order_id: UUID, levels: Callable[[], Any]
) -> None:
    build.node("LYO")
    build.perform(cancel_shipment, shipment_id=build.perform(ship, order=order_id, node="LYO"))
    build.perform(cancel_order, order=order_id, reason="not wanted")
    assert levels() == {
        ("PAR", "SHIRT"): (10, 0, 0),
        ("PAR", "HAT"): (10, 0, 0),
        ("LYO", "SHIRT"): (4, 0, 0),  # that it could leave there showed that it was there
        ("LYO", "HAT"): (1, 0, 0),
    }


@pytest.mark.parametrize("status", ["in_transit", "delivered", "exception"])
def test_what_its_carrier_has_cannot_be_called_back(
    build: Builders, order_id: UUID, levels: Callable[[], Any], status: str
) -> None:
    parcel = build.perform(ship, order=order_id)
    build.perform(record_scan, shipment_id=parcel, status=status)
    before = levels()
    with pytest.raises(Conflict) as refused:
        build.perform(cancel_shipment, shipment_id=parcel)
    assert (refused.value.code, levels()) == ("parcel_left", before)


def test_goods_that_were_sent_again_cannot_be_called_back(
    build: Builders, order_id: UUID, levels: Callable[[], Any]
) -> None:
    parcel = build.perform(ship, order=order_id)
    build.perform(replace_lines, order=order_id, lines=[ReplacedPieces(1, sku="HAT")], reason="lost")
    before = levels()
    with pytest.raises(Conflict) as refused:
        build.perform(cancel_shipment, shipment_id=parcel)
    assert (refused.value.code, levels()) == ("order_went_on", before)


def test_a_cancelled_parcel_has_no_scans_and_an_unknown_one_is_not_found(build: Builders, order_id: UUID) -> None:
    parcel = build.perform(ship, order=order_id)
    build.perform(cancel_shipment, shipment_id=parcel)
    with pytest.raises(Conflict) as refused:
        build.perform(record_scan, shipment_id=parcel, status="in_transit")
    assert refused.value.code == "parcel_cancelled"
    with pytest.raises(NotFound):
        build.perform(cancel_shipment, shipment_id=new_id())


def test_a_parcel_without_contents_takes_nothing_back(
    build: Builders, order_id: UUID, ask: Callable[..., Any], levels: Callable[[], Any]
) -> None:
    first = build.perform(ship, order=order_id, tracking_number="6A1")
    before = levels()
    more = build.perform(add_parcel, order=order_id, beside=first, tracking_number="6A2")
    with pytest.raises(Conflict) as refused:
        build.perform(add_parcel, order=order_id, beside=new_id(), tracking_number="6A3")
    assert refused.value.code == "nothing_left_yet"
    build.perform(cancel_shipment, shipment_id=more)
    assert (levels(), ask(read_order, order=order_id).status) == (before, "shipped")
    build.perform(record_scan, shipment_id=first, status="delivered")
    assert ask(read_order, order=order_id).status == "delivered"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_leaves_and_comes_back_no_piece_is_lost_or_won(
    build: Builders, order_id: UUID, ask: Callable[..., Any], levels: Callable[[], Any], seed: int
) -> None:
    chance = random.Random(seed)
    build.node("LYO")
    build.stock("SHIRT", 10, node="LYO")
    sent: dict[UUID, int] = {}
    for _ in range(12):
        left = 4 - sum(sent.values())
        if left and (not sent or chance.random() < 0.6):
            quantity = chance.randint(1, left)
            node = chance.choice(["PAR", "LYO"])
            lines = [ShippedLine(quantity, sku="SHIRT")]
            sent[build.perform(ship, order=order_id, lines=lines, node=node)] = quantity
        else:
            parcel = chance.choice(sorted(sent))
            build.perform(cancel_shipment, shipment_id=parcel)
            del sent[parcel]
        there = [each for (_, sku), each in levels().items() if sku == "SHIRT"]
        gone = sum(sent.values())
        assert sum(on_hand for on_hand, _, _ in there) == 20 - gone
        assert all(reserved <= on_hand and not missing for on_hand, reserved, missing in there)
        assert sum(reserved for _, reserved, _ in there) == 4 - gone
        assert ask(read_order, order=order_id).lines[0].shipped == gone
