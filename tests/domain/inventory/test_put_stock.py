"""Setting what is on hand, and reading it."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.inventory.put_stock import MOST_ENTRIES, StockEntry, put_stock
from domain.inventory.queries import nodes, stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture(autouse=True)
def _nodes(build: Builders) -> None:
    build.node("PAR")
    build.node("LYO")
    build.product("A-1", "B-2")


def test_levels_are_set_and_the_ledger_says_so(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., list[EventRow]], sql: Callable[..., list[Any]]
):
    entries = [StockEntry(" par", "A-1", 10, safety=2, in_transit=5), StockEntry("LYO", "B-2", 3)]
    assert build.perform(put_stock, entries=entries, reason="first count") == 2
    assert build.perform(put_stock, entries=[StockEntry("PAR", "A-1", 7), StockEntry("LYO", "B-2", 3)]) == 1
    (level,) = ask(stock, sku="A-1").items
    assert (level.node, level.on_hand, level.safety, level.in_transit, level.available) == ("PAR", 7, 2, 5, 5)
    moved = sql("SELECT sku, kind, on_hand_delta, in_transit_delta, reason FROM stock_movements ORDER BY id")
    assert moved == [
        ("A-1", "counted", 10, 5, "first count"),
        ("B-2", "counted", 3, 0, "first count"),
        ("A-1", "counted", -3, 0, ""),
    ]
    assert [event.data["node"] for event in happened("stock.set")] == ["PAR", "LYO", "PAR"]


def test_a_count_below_what_is_kept_is_a_shortage(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    build.stock("A-1", 5)
    build.order(lines=[NewLine("A-1", 4)])
    build.stock("A-1", 1)
    (level,) = ask(stock, sku="A-1").items
    assert (level.on_hand, level.reserved, level.shortage, level.available) == (1, 4, 3, 0)
    (event,) = happened("stock.short")
    assert (event.data["sku"], event.data["missing"]) == ("A-1", 3)
    build.stock("A-1", 9)
    (level,) = ask(stock, sku="A-1").items
    assert (level.shortage, level.available) == (0, 5)


@pytest.mark.parametrize(
    ("entries", "field", "code"),
    [
        ([], "entries", "missing"),
        ([StockEntry("PAR", "A-1", 1)] * (MOST_ENTRIES + 1), "entries", "too_many"),
        ([StockEntry("PAR", "A-1", 1), StockEntry("par ", "A-1", 2)], "entries", "duplicate_entry"),
        ([StockEntry("PAR", "A-1", 1), StockEntry("PAR", "B-2", -1)], "entries[1].on_hand", "negative_quantity"),
        ([StockEntry("PAR", "A-1", 10**10)], "entries[0].on_hand", "too_large"),
        ([StockEntry("PAR", "A-1", 1, safety=-1)], "entries[0].safety", "negative_quantity"),
        ([StockEntry("PAR", "A-1", 1, in_transit=-1)], "entries[0].in_transit", "negative_quantity"),
        ([StockEntry("PAR", "A-1", 1), StockEntry("PAR", "NO", 1)], "entries[1].sku", "unknown_sku"),
        ([StockEntry("PAR", "\x00", 1)], "entries[0].sku", "control_characters"),
        ([StockEntry("PAR", "\ud800", 1)], "entries[0].sku", "control_characters"),
        ([StockEntry("PAR", "", 1)], "entries[0].sku", "missing"),
    ],
)
def test_one_bad_entry_refuses_them_all(
    entries: list[StockEntry], field: str, code: str, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    refusal = refusal_of(put_stock, entries=entries)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(stock).items == ()


@pytest.mark.parametrize("node", ["NOWHERE", "", "\x00", "\ud800"])
def test_a_node_that_is_not_there_is_not_found(
    node: str, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    entries = [StockEntry("PAR", "A-1", 1), StockEntry(node, "A-1", 1)]
    assert isinstance(refusal_of(put_stock, entries=entries), NotFound)
    assert ask(stock).items == ()


@pytest.mark.parametrize(("reason", "code"), [("x" * 201, "too_long"), ("\x00", "control_characters")])
def test_a_bad_reason_is_refused(reason: str, code: str, refusal_of: Callable[..., DomainError]):
    refusal = refusal_of(put_stock, entries=[StockEntry("PAR", "A-1", 1)], reason=reason)
    assert (refusal.field, refusal.code) == ("reason", code)


def test_stock_is_filtered_and_paged(build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any]):
    places = [("PAR", "A-1"), ("LYO", "A-1"), ("PAR", "B-2"), ("LYO", "B-2")]
    build.perform(put_stock, entries=[StockEntry(node, sku, 1) for node, sku in places])
    for limit in (1, 2, 3, 4):
        rows, cursor = [], None
        while True:
            with count_queries() as sent:
                page = ask(stock, cursor=cursor, limit=limit)
            assert sent.count == 1
            rows += page.items
            if (cursor := page.next_cursor) is None:
                break
        assert sorted((row.node, row.sku) for row in rows) == sorted(places)
    assert {row.node for row in ask(stock, sku="A-1").items} == {"PAR", "LYO"}
    assert {row.sku for row in ask(stock, node="lyo ").items} == {"A-1", "B-2"}
    for values in ({"sku": "\x00"}, {"node": "\ud800"}, {"sku": "' OR 1=1"}, {"node": "%"}):
        assert ask(stock, **values).items == ()


def test_denied(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(put_stock, powerless, entries=[StockEntry("PAR", "A-1", 1)])
    for query in (nodes, stock):
        with pytest.raises(Denied):
            application.ask(query, powerless)
