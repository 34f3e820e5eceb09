"""Reading orders: one whole, and pages of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.orders.cancel import cancel_order
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.orders.tag import tag_order, untag_order
from domain.work.application import Application
from tests.support.builders import Builders


def all_of(ask: Callable[..., Any], limit: int, **filters: Any) -> list[Any]:
    rows, cursor = [], None
    while True:
        page = ask(orders, cursor=cursor, limit=limit, **filters)
        rows += page.items
        cursor = page.next_cursor
        if cursor is None:
            return rows
        assert len(page.items) == limit


def test_pages_cover_every_order_once_newest_first_also_with_equal_times(
    build: Builders, ask: Callable[..., Any], clock: SetClock
):
    build.goods("A-1")
    customer_id = build.customer()
    ids = []
    for step in (0, 0, 0, 1, 1, 0, 0):
        clock.advance(timedelta(microseconds=step))
        ids.append(build.order(customer_id, lines=[NewLine("A-1", 1)]))
    for limit in (1, 2, 3, 6, 7, 8):
        rows = all_of(ask, limit)
        assert sorted(row.id for row in rows) == sorted(ids)
        assert rows == sorted(rows, key=lambda row: (row.placed_at, row.id), reverse=True)


def test_orders_are_filtered(build: Builders, ask: Callable[..., Any]):
    build.goods("A-1", "B-2")
    ana, ben = build.customer(), build.customer()
    first = build.order(ana, lines=[NewLine("A-1", 1)], number="#W100", source="shop", external_ref="ext-1")
    second = build.order(ana, lines=[NewLine("A-1", 1), NewLine("B-2", 1)], number="#W101")
    third = build.order(ben, lines=[NewLine("B-2", 1)], number="#X9")
    build.perform(cancel_order, order=third, reason="x")
    expected: list[tuple[dict[str, Any], set[Any]]] = [
        ({"customer_id": ana}, {first, second}),
        ({"status": "cancelled"}, {third}),
        ({"status": "pending", "customer_id": ben}, set()),
        ({"q": "w10"}, {first, second}),
        ({"q": "#W 100"}, {first}),
        ({"q": "ext-1"}, {first}),
        ({"q": "B-2"}, {second, third}),
        ({"q": "B-2", "customer_id": ben}, {third}),
        ({"customer_id": new_id()}, set()),
        ({"q": "%"}, set()),
        ({"q": "_100"}, set()),
        ({"q": "\x00"}, set()),
        ({"q": "\ud800"}, set()),
        ({"q": "'; DROP TABLE orders; --"}, set()),
        ({"q": "x" * 10_000}, set()),
        ({"q": "  "}, {first, second, third}),
    ]
    for filters, wanted in expected:
        assert {row.id for row in ask(orders, **filters).items} == wanted, filters


def test_an_unknown_state_or_cursor_is_refused(ask: Callable[..., Any]):
    for values, field in (({"status": "lost"}, "status"), ({"cursor": "x"}, "cursor"), ({"limit": 0}, "limit")):
        with pytest.raises(Invalid) as refusal:
            ask(orders, **values)
        assert refusal.value.field == field


def test_a_row_says_what_is_owed(build: Builders, ask: Callable[..., Any]):
    paid = [NewPayment("captured", Money(1000, "EUR"))]
    id = build.order(build.customer(first_name="Ana", last_name="Li"), payments=paid)
    build.perform(hold_order, order=id, reason="x")
    (row,) = ask(orders).items
    assert (row.customer_name, row.total, row.balance) == ("Ana Li", Money(3998, "EUR"), Money(2998, "EUR"))
    assert (row.held, row.line_count, row.status) == (True, 1, "pending")


def test_tags_are_put_on_once_and_taken_off(build: Builders, ask: Callable[..., Any]):
    id = build.order()
    for tag in ("Gift", " gift ", "VIP"):
        build.perform(tag_order, order=id, tag=tag)
    assert ask(read_order, order=id).tags == ("gift", "vip")
    build.perform(untag_order, order=id, tag="GIFT")
    build.perform(untag_order, order=id, tag="never there")
    assert ask(read_order, order=id).tags == ("vip",)


def test_an_order_is_read_in_one_statement_however_large(
    build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any]
):
    build.goods(*(f"S-{n}" for n in range(20)))
    small, large = build.order(lines=[NewLine("S-0", 1)]), build.order(lines=[NewLine(f"S-{n}", 1) for n in range(20)])
    build.shipment(large)
    for id in (small, large):
        with count_queries() as sent:
            ask(read_order, order=id)
        assert sent.count == 1
    for limit in (1, 2):
        with count_queries() as sent:
            ask(orders, limit=limit)
        assert sent.count == 1


def test_who_may_not_read_orders_reads_none(application: Application, powerless: Actor, build: Builders):
    id = build.order()
    for query, values in ((read_order, {"order": id}), (orders, {})):
        with pytest.raises(Denied):
            application.ask(query, powerless, **values)


@pytest.mark.parametrize("order", ["#W1", "", "#", "\x00", "\ud800", "x" * 10_000, "' OR 1=1"])
def test_an_order_that_is_not_there_is_not_found(order: str, build: Builders, ask: Callable[..., Any]):
    build.order()
    with pytest.raises(NotFound):
        ask(read_order, order=order)
