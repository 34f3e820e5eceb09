"""However many buy, count and ship at once, nothing is promised twice."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.ship import ship
from domain.inventory.put_stock import StockEntry, put_stock
from domain.inventory.queries import stock
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine
from domain.orders.place import place_order
from domain.orders.queries import order as read_order
from tests.domain.inventory.test_the_ledger import WRONG_RESERVATIONS, WRONG_SHORTAGES, WRONG_SUMS
from tests.support.builders import PARIS, Builders
from tests.support.together import errors_of, together

BUYERS = 20


def buyer(build: Builders, *skus: str, quantity: int = 1) -> Callable[[], UUID]:
    customer_id = build.customer()
    lines = [NewLine(sku, quantity) for sku in skus]
    return lambda: build.perform(
        place_order, customer_id=customer_id, currency="EUR", shipping_address=PARIS, lines=lines
    )


def sources(ask: Callable[..., Any], orders: list[UUID]) -> Counter[str | None]:
    return Counter(line.source_node for id in orders for line in ask(read_order, order=id).lines)


def test_twenty_who_buy_the_last_five_get_five(build: Builders, ask: Callable[..., Any]):
    build.goods("A-1", on_hand=5)
    orders = together(*[buyer(build, "A-1") for _ in range(BUYERS)])
    assert errors_of(orders) == []
    assert sources(ask, orders) == {"PAR": 5, None: 15}
    (level,) = ask(stock).items
    assert (level.on_hand, level.reserved, level.available, level.shortage) == (5, 5, 0, 0)


def test_who_finds_the_first_node_empty_gets_it_from_the_second(build: Builders, ask: Callable[..., Any]):
    build.goods("A-1", on_hand=3)
    build.node("LYO")
    build.stock("A-1", 4, node="LYO")
    orders = together(*[buyer(build, "A-1") for _ in range(10)])
    assert errors_of(orders) == []
    assert sources(ask, orders) == {"PAR": 3, "LYO": 4, None: 3}


def test_orders_of_the_same_goods_in_another_order_do_not_wait_in_a_circle(
    build: Builders, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("domain.work.application._TRIES", 1)  # a deadlock would show
    skus = [f"S-{n}" for n in range(6)]
    build.goods(*skus, on_hand=BUYERS)
    buyers = [buyer(build, *random.Random(n).sample(skus, 6)) for n in range(12)]
    orders = together(*buyers)
    assert errors_of(orders) == []
    assert sources(ask, orders) == {"PAR": 12 * 6}
    parcels = together(*(lambda id=id: build.perform(ship, order=id) for id in orders))
    assert errors_of(parcels) == []
    assert {(level.on_hand, level.reserved) for level in ask(stock).items} == {(BUYERS - 12, 0)}


def test_counting_selling_shipping_and_cancelling_at_once_keep_the_books(
    build: Builders, sql: Callable[..., list[Any]]
):
    build.goods("A-1", "B-2", on_hand=8)
    build.node("LYO")
    standing = [buyer(build, "A-1", "B-2")() for _ in range(6)]

    def count(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(5):
            entries = [
                StockEntry(node, sku, chance.randint(0, 12)) for node in ("LYO", "PAR") for sku in ("B-2", "A-1")
            ]
            build.perform(put_stock, entries=chance.sample(entries, 3))

    results = together(
        *(lambda seed=n: count(seed) for n in range(3)),
        *(buyer(build, *skus, quantity=2) for skus in (("A-1", "B-2"), ("B-2", "A-1")) * 4),
        *(lambda id=id: build.perform(ship, order=id, node="LYO") for id in standing[:3]),
        *(lambda id=id: build.perform(cancel_order, order=id, reason="x") for id in standing[3:]),
    )
    assert errors_of(results) == []
    for mistakes in (WRONG_SUMS, WRONG_RESERVATIONS, WRONG_SHORTAGES):
        assert sql(mistakes) == []
    assert sql("SELECT * FROM stock_levels WHERE least(on_hand, reserved, safety, in_transit, shortage) < 0") == []


def test_an_order_is_shipped_once_however_many_say_so(build: Builders, ask: Callable[..., Any]):
    build.goods("A-1", on_hand=5)
    id = buyer(build, "A-1")()
    results = together(*[lambda: build.perform(ship, order=id, tracking_number="T1")] * 6)
    assert len(errors_of(results)) == 5
    assert {error.code for error in errors_of(results)} <= {"nothing_to_ship", "duplicate_shipment"}
    assert ask(stock).items[0].on_hand == 4
