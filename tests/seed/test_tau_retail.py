"""The tau-bench retailer: imported whole and twice, counted against the files, and spoilt."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from domain.customers.reassess_standing import reassess_standing
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work.application import Application
from seed.importers.command import import_data_set
from seed.importers.outcome import Outcome
from seed.importers.unreadable import UnreadableFile
from tests.conftest import NOW
from tests.seed.conftest import OwnDatabase
from tests.support.asking import ask, assert_chains_hold, one

AS_OF = date(2026, 11, 24)
REPEATED = "#W1840144"  # has one SKU on two lines


def run(url: str, folder: Path, report: Path, console: Console | None = None) -> Outcome:
    return import_data_set(
        "tau-retail", folder, url=url, report=report, as_of=AS_OF, out=console or Console(quiet=True)
    )


@pytest.fixture(scope="module")
def files(real_data: Path) -> dict[str, dict[str, Any]]:
    """The three files as plain JSON."""
    folder = real_data / "tau_retail"
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in ("users", "products", "orders")}


@pytest.fixture(scope="module")
def imported(real_data: Path, own_database: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the whole data set, imported twice."""
    with own_database() as url:
        folder, report = real_data / "tau_retail", tmp_path_factory.mktemp("tau") / "refused.jsonl"
        first = run(url, folder, report)
        assert first.adds_up
        assert not first.reasons
        second = run(url, folder, report)
        assert second.added_nothing
        assert second.adds_up
        yield url


def test_everything_in_the_files_is_there_once(imported: str, files: dict[str, dict[str, Any]]) -> None:
    products, orders = files["products"].values(), files["orders"].values()
    expected = {
        "customers": len(files["users"]),
        "payment_methods": sum(len(user["payment_methods"]) for user in files["users"].values()),
        "products": len(products),
        "variants": sum(len(product["variants"]) for product in products),
        "orders": len(orders),
        "order_lines": sum(len(order["items"]) for order in orders),
        "payment_entries": sum(len(order["payment_history"]) for order in orders),
        "shipments": sum(len(order["fulfillments"]) for order in orders),
    }
    assert {table: one(imported, f"SELECT count(*) FROM {table}") for table in expected} == expected


def test_states_and_amounts_are_those_of_the_files(imported: str, files: dict[str, dict[str, Any]]) -> None:
    orders = files["orders"].values()
    states = Counter(order["status"] for order in orders)
    states["released"] = states.pop("processed")
    assert dict(ask(imported, "SELECT status, count(*) FROM orders GROUP BY status")) == states
    cents = {
        number: round(sum(item["price"] for item in order["items"]) * 100) for number, order in files["orders"].items()
    }
    assert dict(ask(imported, "SELECT number, placed_total FROM orders")) == cents
    gone = {number: 0 for number, order in files["orders"].items() if order["status"] == "cancelled"}
    assert dict(ask(imported, "SELECT number, total FROM orders")) == cents | gone
    assert {currency for (currency,) in ask(imported, "SELECT DISTINCT currency FROM orders")} == {"USD"}


def test_nothing_is_owed_on_an_order_that_was_paid(imported: str, files: dict[str, dict[str, Any]]) -> None:
    paid = {
        number: round(sum(e["amount"] * (1 if e["transaction_type"] == "payment" else -1) for e in history) * 100)
        for number, order in files["orders"].items()
        if (history := order["payment_history"])
    }
    totals = dict(ask(imported, "SELECT number, total FROM orders"))
    assert {number for number, cents in paid.items() if cents != totals[number]} == set()
    assert {one(imported, f"SELECT sum({column}) FROM orders") for column in ("tax", "discount", "fees")} == {0}


def test_references_are_kept(imported: str, files: dict[str, dict[str, Any]]) -> None:
    assert {ref for (ref,) in ask(imported, "SELECT external_ref FROM customers")} == set(files["users"])
    assert {ref for (ref,) in ask(imported, "SELECT external_ref FROM products")} == set(files["products"])
    wanted = {key for user in files["users"].values() for key in user["payment_methods"]}
    assert {ref for (ref,) in ask(imported, "SELECT external_ref FROM payment_methods")} == wanted
    skus = {item["product_id"] for order in files["orders"].values() for item in order["items"]}
    assert {ref for (ref,) in ask(imported, "SELECT DISTINCT product_external_ref FROM order_lines")} == skus


def test_gift_cards_keep_their_balance(imported: str, files: dict[str, dict[str, Any]]) -> None:
    methods = [method for user in files["users"].values() for method in user["payment_methods"].values()]
    wanted = {method["id"]: round(method["balance"] * 100) for method in methods if "balance" in method}
    assert dict(ask(imported, "SELECT external_ref, balance FROM payment_methods WHERE balance IS NOT NULL")) == wanted


def test_a_sku_on_two_lines_stays_on_two_lines(imported: str, files: dict[str, dict[str, Any]]) -> None:
    query = """
        SELECT l.sku, l.shipped FROM order_lines l JOIN orders o ON o.id = l.order_id
        WHERE o.number = %s ORDER BY position
    """
    items = [item["item_id"] for item in files["orders"][REPEATED]["items"]]
    assert len(set(items)) < len(items)
    assert [sku for sku, _ in ask(imported, query, REPEATED)] == items


def test_dates_are_of_the_year_before_and_nobody_is_told(imported: str) -> None:
    first, last = ask(imported, "SELECT min(placed_at)::date, max(placed_at)::date FROM orders")[0]
    assert date(2025, 11, 24) <= first < last < AS_OF
    assert one(imported, "SELECT count(*) FROM events WHERE cause <> 'import'") == 0
    assert one(imported, "SELECT count(*) FROM stock_levels") == 0


def test_chains_hold(imported: str) -> None:
    assert_chains_hold(imported)


def test_standing_is_what_the_domain_would_say(imported: str) -> None:
    database = Database(imported)
    application = Application(database, clock=SetClock(NOW.replace(hour=0)))
    before = one(imported, "SELECT count(*) FROM events")
    for (id,) in ask(imported, "SELECT id FROM customers ORDER BY id LIMIT 60"):
        application.perform(reassess_standing, Actor.system("test"), customer_id=id)
    database.dispose()
    assert one(imported, "SELECT count(*) FROM events") == before


def few(files: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Two orders with what they need, to be spoilt."""
    numbers = ["#W2611340", "#W4817420"]
    orders = {number: json.loads(json.dumps(files["orders"][number])) for number in numbers}
    users = {order["user_id"]: files["users"][order["user_id"]] for order in orders.values()}
    return {
        "users": json.loads(json.dumps(users)),
        "products": dict(list(files["products"].items())[:1]),
        "orders": orders,
    }


def write(folder: Path, files: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


Path_ = tuple[str | int, ...]


@pytest.mark.parametrize(
    ("place", "value", "field", "code"),
    [
        (("orders", 0, "status"), "lost", "status", "unknown_choice"),
        (("orders", 0, "user_id"), "nobody", "user_id", "unknown_customer"),
        (("orders", 0, "items"), [], "items", "missing"),
        (("orders", 0, "items", 0, "price"), -1, "items[0].price", "negative_amount"),
        (("orders", 0, "items", 0, "price"), "1.234", "items[0].price", "amount_too_fine"),
        (("orders", 0, "items", 0, "quantity"), -2, "items[0].quantity", "negative_quantity"),
        (("orders", 0, "items", 0, "currency"), "XXL", "items[0].currency", "unknown_currency"),
        (("orders", 0, "address", "country"), None, "address.country", "unknown_country"),
        (
            ("orders", 0, "payment_history", 0, "payment_method_id"),
            "x",
            "payment_history[0].payment_method_id",
            "unknown_payment_method",
        ),
        (("orders", 0, "fulfillments", 0, "item_ids"), ["x"], "fulfillments[0].item_ids", "unknown_line"),
        (("users", 0, "email"), "no-address", "email", "not_an_email"),
        (("users", 0, "address", "city"), "", "address.city", "missing"),
        (("users", 0, "name", "last_name"), "\x00", "name.last_name", "control_characters"),
        (("users", 0, "payment_methods"), [], "payment_methods", "not_an_object"),
    ],
)
def test_a_spoilt_record_is_refused_by_field_and_the_rest_is_taken(
    place: Path_, value: Any, field: str, code: str, files: Any, database_url: str, tmp_path: Path
) -> None:
    spoilt = few(files)
    at: Any = spoilt
    for step in place[:-1]:
        at = list(at.values())[step] if isinstance(step, int) and isinstance(at, dict) else at[step]
    at[place[-1]] = value
    report = tmp_path / "refused.jsonl"
    outcome = run(database_url, write(tmp_path / "data", spoilt), report)
    assert outcome.adds_up
    first = json.loads(report.read_text().splitlines()[0])
    assert (first["field"], first["code"]) == (field, code)
    assert first["raw"]
    assert one(database_url, "SELECT count(*) FROM orders") == 1


def test_json_lines_with_a_broken_one(files: Any, database_url: str, tmp_path: Path) -> None:
    data = few(files)
    orders = [json.dumps(order) for order in data["orders"].values()]
    folder = write(
        tmp_path / "data", data | {"orders": "\n".join([orders[0], '{"order_id": "#W1", ', orders[1], orders[1]])}
    )
    outcome = run(database_url, folder, tmp_path / "refused.jsonl")
    assert outcome.adds_up
    assert (outcome.read["orders"], outcome.added["orders"]) == (4, 2)
    assert outcome.reasons == {("orders", "broken_json"): 1, ("orders", "duplicate_order_id"): 1}


def test_an_order_number_of_somebody_else_is_refused(files: Any, database_url: str, build: Any, tmp_path: Path) -> None:
    build.order(number="w2611340")
    outcome = run(database_url, write(tmp_path / "data", few(files)), tmp_path / "refused.jsonl")
    assert outcome.reasons == {("orders", "duplicate_order_number"): 1}


@pytest.mark.parametrize("content", ["{", "[1, 2]", "", "NaN", "[" * 100_000])
def test_a_file_that_is_not_json_is_refused_before_anything_is_written(
    content: str, files: Any, database_url: str, tmp_path: Path
) -> None:
    folder = write(tmp_path / "data", few(files) | {"orders": content})
    with pytest.raises(UnreadableFile, match=re.escape("orders.json")):
        run(database_url, folder, tmp_path / "refused.jsonl")
    assert one(database_url, "SELECT count(*) FROM customers") == 0
