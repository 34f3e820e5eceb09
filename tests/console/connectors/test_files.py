"""Files: looked at before anything is taken; tables of a warehouse."""

import json
from typing import Any

import pytest

from console.connectors.text import text_of
from console.connectors.work import Outcome, look_at, work_off
from domain.connectors.receive import commit_file, drop_file, keep_file
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.queries import order
from domain.work.application import Application
from tests.support.asking import one as value
from tests.support.builders import Builders
from tests.support.shop_payloads import STOCK_CSV, shopify_order, woo_order


def test_a_file_is_looked_at_and_only_then_taken(
    connect: Any, application: Application, administrator: Actor, database_url: str, open_refusals: Any
) -> None:
    shop = connect("shopify")
    wrong = shopify_order(id=2, name="#1002", currency="EUX")
    body = json.dumps({"orders": [shopify_order(), wrong]})
    kept = application.perform(keep_file, administrator, connector_id=shop, name="orders.json", body=body)
    seen = look_at(application, kept)
    assert (seen.taken, [(one.place, one.reference, one.field) for one in seen.refused]) == (
        1,
        [(2, "#1002", "currency")],
    )
    assert value(database_url, "SELECT count(*) FROM orders") == 0
    application.perform(commit_file, administrator, delivery_id=kept)
    assert work_off(application, kept) == seen
    assert value(database_url, "SELECT count(*) FROM orders") == 1
    assert [row.reference for row in open_refusals(shop)] == ["#1002"]
    assert value(database_url, "SELECT body FROM connector_deliveries") == ""
    assert work_off(application, kept) is None
    with pytest.raises(Conflict):
        application.perform(commit_file, administrator, delivery_id=kept)
    again = application.perform(keep_file, administrator, connector_id=shop, name="orders.json", body=body)
    assert again == kept and look_at(application, again).unchanged == 1
    application.perform(drop_file, administrator, delivery_id=again)
    assert look_at(application, again) == Outcome()


def test_a_killed_worker_begins_anew_and_twice_is_once(
    connect: Any, application: Application, administrator: Actor, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = connect("woocommerce")
    body = json.dumps([woo_order(), woo_order(id=728, number="728"), woo_order(id=729, number="729", currency="?")])
    kept = application.perform(keep_file, administrator, connector_id=shop, name="x", body=body)
    application.perform(commit_file, administrator, delivery_id=kept)
    perform, done = application.perform, []

    def dies(use_case: Any, *args: Any, **values: Any) -> Any:
        done.append(use_case)
        if len(done) == 3:
            raise KeyboardInterrupt
        return perform(use_case, *args, **values)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(application, "perform", dies)
        work_off(application, kept)
    assert value(database_url, "SELECT count(*) FROM orders") == 1
    outcome = work_off(application, kept)
    assert outcome is not None and (outcome.taken, outcome.unchanged, len(outcome.refused)) == (1, 1, 1)
    assert value(database_url, "SELECT count(*) FROM orders") == 2


def test_levels_of_a_warehouse(
    connect: Any, bring: Any, build: Builders, application: Application, administrator: Actor
) -> None:
    build.node("LYO")
    warehouse = connect("warehouse_csv", locations={"LYS": "LYO"}, time_zone="Europe/Paris")
    outcome = bring(warehouse, text_of(b"\xef\xbb\xbf" + STOCK_CSV.encode()))
    assert (outcome.taken, outcome.unchanged) == (2, 0)
    assert [(one.place, one.field, one.code) for one in outcome.refused] == [
        (3, "on_hand", "negative_quantity"),
        (5, "sku", "unknown_sku"),
        (6, "on_hand", "not_a_number"),
    ]
    assert outcome.refused[0].fr == "« on_hand » doit être un nombre de pièces, positif ou nul."
    levels = {(row.node, row.sku): row.on_hand for row in application.ask(stock, administrator).items}
    assert levels == {("LYO", "SHIRT-M"): 4, ("PAR", "SHIRT-M"): 12, ("PAR", "LAMP"): 10}
    assert bring(warehouse, STOCK_CSV).taken == 0


def test_parcels_of_a_warehouse_leave_once_each(
    connect: Any, bring: Any, build: Builders, application: Application, administrator: Actor
) -> None:
    lines = [NewLine("SHIRT-M", 2, Money(1999, "EUR")), NewLine("LAMP", 1, Money(4500, "EUR"))]
    build.order(number="#W1", lines=lines)
    warehouse = connect("warehouse_csv", time_zone="Europe/Paris")
    head = "order_number,sku,quantity,carrier,tracking_number,shipped_at,warehouse\n"
    first = "#W1,SHIRT-M,2,Colissimo,6A001,2026-11-24 10:30,PAR\n#W1,LAMP,1,Colissimo,6A001,2026-11-24 10:30,PAR\n"
    early = bring(warehouse, head + first.replace("2026-11-24 10:30", "2026-11-24 11:30"))
    assert [(one.field, one.code) for one in early.refused] == [("shipped_at", "in_the_future")]  # in Paris it is 11:00
    assert bring(warehouse, head + first) == Outcome(taken=1)
    found = application.ask(order, administrator, order="#W1")
    assert (found.status, [one.tracking_number for one in found.shipments]) == ("shipped", ["6A001"])
    more = bring(warehouse, head + first + "#W1,LAMP,1,Colissimo,6A002,,PAR\n#W9,LAMP,1,DHL,1,,\n#W1,LAMP,1,DHL,,,\n")
    assert (more.taken, more.unchanged) == (0, 1)
    assert [(one.field, one.code) for one in more.refused] == [
        ("", "nothing_to_ship"),
        ("order_number", "not_found"),
        ("tracking_number", "missing"),
    ]


@pytest.mark.parametrize("body", ["", "[]", "{", '"x"\n"', "sku;on_hand"])
def test_a_file_that_cannot_be_read_is_refused_whole(connect: Any, bring: Any, body: str) -> None:
    (one,) = bring(connect("warehouse_csv"), body or " ").refused
    assert (one.place, one.field) in ((0, "file"), (1, ""))


def test_text_is_utf8_or_what_older_programs_write() -> None:
    assert [text_of("é".encode("utf-8-sig")), text_of("é".encode("cp1252"))] == ["é", "é"]
    for content in (b"", b"a\x00b"):
        with pytest.raises(Invalid):
            text_of(content)
