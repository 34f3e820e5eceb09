"""Online Retail: what the import makes of it, counted against the file by other means, and run twice.

The beginning of the file; the whole of it where COMPTOIR_LONG_TESTS is set.
"""

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from uuid import UUID

import pytest
from rich.console import Console

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.orders.load import load_order
from domain.pricing.reprice import reprice
from domain.work.application import Application
from domain.work.unit import Unit
from seed.importers.command import import_data_set
from seed.importers.outcome import Outcome
from tests.conftest import NOW
from tests.seed.conftest import OwnDatabase
from tests.support.asking import ask, assert_chains_hold, one
from tests.support.long import times

LINES = times(80_000, long=541_909)
CHARGES = {"POST", "DOT", "C2", "D", "M", "BANK CHARGES"}
NO_SALE = {"AMAZONFEE", "CRUK", "S", "B"}
NO_COUNTRY = {"Unspecified", "European Community"}


@dataclass
class Counted:
    """The file, counted without the importer."""

    lines: int = 0
    without_customer: int = 0
    goods: int = 0
    charges: int = 0
    returns: int = 0
    pence: int = 0
    orders: set[str] = field(default_factory=set)
    customers: set[str] = field(default_factory=set)
    skus: dict[str, Counter[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def path(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    part: Path = tmp_path_factory.mktemp("part") / "online_retail.csv"
    with lzma.open(real_data / "online_retail.csv.xz") as whole, part.open("wb") as out:
        out.writelines(islice(whole, LINES + 1))
    return part


@pytest.fixture(scope="module")
def counted(path: Path) -> Counted:
    counted = Counted()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            count(counted, row)
    return counted


def count(counted: Counted, row: dict[str, str]) -> None:
    counted.lines += 1
    code, price = row["StockCode"].upper(), Decimal(row["UnitPrice"]) * 100
    if not row["CustomerID"]:
        counted.without_customer += 1
    elif code in NO_SALE or row["Country"] in NO_COUNTRY or price != int(price):
        return
    elif row["InvoiceNo"].startswith("C"):
        counted.returns += 1
    else:
        counted.orders.add(row["InvoiceNo"])
        counted.customers.add(row["CustomerID"].removesuffix(".0"))
        counted.pence += int(row["Quantity"]) * int(price)
        if code in CHARGES:
            counted.charges += 1
        else:
            counted.goods += 1
            counted.skus.setdefault(row["StockCode"], Counter())[" ".join(row["Description"].split())] += 1


@pytest.fixture(scope="module")
def first_run(
    path: Path, own_database: OwnDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Outcome, Path]]:
    with own_database() as url:
        report = tmp_path_factory.mktemp("retail") / "refused.jsonl"
        yield url, import_data_set("online-retail", path, url=url, report=report, out=Console(quiet=True)), report


pytestmark = pytest.mark.data


def test_every_line_is_accounted_for(first_run: tuple[str, Outcome, Path], counted: Counted) -> None:
    _, outcome, report = first_run
    assert outcome.read["lines"] == counted.lines == LINES
    assert outcome.adds_up
    with report.open() as refused:
        assert sum(1 for _ in refused) == outcome.refused("lines") + sum(outcome.in_part.values())
    assert outcome.reasons["lines", "no_customer"] == counted.without_customer
    given_back = counted.returns - outcome.reasons["lines", "no_earlier_purchase"]
    assert outcome.added["lines"] == counted.goods + counted.charges + given_back


def test_orders_lines_and_money_are_those_of_the_file(first_run: tuple[str, Outcome, Path], counted: Counted) -> None:
    url, _, _ = first_run
    assert one(url, "SELECT count(*) FROM order_lines") == counted.goods
    assert {number for (number,) in ask(url, "SELECT number FROM orders")} == counted.orders
    assert {ref for (ref,) in ask(url, "SELECT external_ref FROM customers")} == counted.customers
    assert one(url, "SELECT sum(amount) FROM payment_entries WHERE kind = 'captured'") == counted.pence


def test_each_sku_is_one_product_with_its_most_frequent_name(
    first_run: tuple[str, Outcome, Path], counted: Counted
) -> None:
    url, _, _ = first_run
    names = dict(ask(url, "SELECT v.sku, p.name FROM variants v JOIN products p ON p.id = v.product_id"))
    assert names.keys() == counted.skus.keys()
    for sku, name in names.items():
        assert counted.skus[sku][name] == max(counted.skus[sku].values())


def test_what_was_given_back_agrees_with_itself(first_run: tuple[str, Outcome, Path], counted: Counted) -> None:
    url, _, _ = first_run
    returned = one(url, "SELECT sum(returned) FROM order_lines")
    assert returned == one(url, "SELECT sum(quantity) FROM return_lines") > 0
    balances = """
        SELECT count(*) FROM orders o WHERE o.total <> (
            SELECT coalesce(sum(CASE kind WHEN 'captured' THEN amount ELSE -amount END), 0)
            FROM payment_entries p WHERE p.order_id = o.id)
    """
    assert one(url, balances) == 0
    assert one(url, "SELECT count(*) FROM orders WHERE total < 0") == 0
    assert one(url, "SELECT sum(placed_total) FROM orders") == counted.pence


def test_past_orders_are_priced_as_the_domain_would_price_them(first_run: tuple[str, Outcome, Path]) -> None:
    """Those with something given back, and as many others: pricing them again changes no figure."""
    url, _, _ = first_run
    figures = "SELECT subtotal, discount, shipping, tax, fees, total, taxation FROM orders WHERE id = %s"
    lines = "SELECT total, discount, credited, tax FROM order_lines WHERE order_id = %s ORDER BY position"
    query = """
        (SELECT id FROM orders WHERE discount <> 0 OR fees <> 0 OR total <> placed_total ORDER BY id LIMIT 150)
        UNION (SELECT id FROM orders ORDER BY id LIMIT 50)
    """
    database = Database(url)
    application = Application(database, clock=SetClock(NOW))
    for (id,) in ask(url, query):
        before = ask(url, figures, id), ask(url, lines, id)
        application.perform(price_again, Actor.system("test"), order=id)
        assert (ask(url, figures, id), ask(url, lines, id)) == before
    database.dispose()
    assert one(url, "SELECT count(*) FROM order_lines WHERE discount > total OR discount < 0") == 0


def price_again(unit: Unit, *, order: UUID) -> None:
    unit.actor.require(Permission.ORDERS_WRITE)
    reprice(unit, load_order(unit, order))


def test_chains_hold(first_run: tuple[str, Outcome, Path]) -> None:
    assert_chains_hold(first_run[0])


def test_a_second_run_adds_nothing(first_run: tuple[str, Outcome, Path], path: Path) -> None:
    url, first, report = first_run
    rows = "SELECT (SELECT count(*) FROM order_lines) + (SELECT count(*) FROM events)"
    before, kept = one(url, rows), report.read_bytes()
    second = import_data_set("online-retail", path, url=url, report=report, out=Console(quiet=True))
    assert second.added_nothing
    assert second.adds_up
    assert second.standing["lines"] == first.added["lines"]
    assert one(url, rows) == before
    assert report.read_bytes() == kept
