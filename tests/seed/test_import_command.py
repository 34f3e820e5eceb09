"""`python -m seed import` on small files with everything wrong in them."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import URL

from domain.connectors.add_connector import add_connector
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from seed.__main__ import main
from seed.importers.command import import_data_set
from tests.support.asking import ask, one
from tests.support.builders import Builders
from tests.support.databases import copy_of_template

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
LINES = (
    "100,A1,<b>LAMP</b>,2,2011-01-01 10:00:00,5.00,1,United Kingdom",
    "100,A1,<b>LAMP</b>,1,2011-01-01 10:00:00,5.00,1,United Kingdom",
    "100,POST,POSTAGE,1,2011-01-01 10:00:00,3.00,1,United Kingdom",
    "101,B2,,1,2011-01-02 10:00:00,0,2,France",
    "C102,A1,<b>LAMP</b>,-4,2011-01-03 10:00:00,5.00,1,United Kingdom",
    "C103,D,Discount,-1,2011-01-04 10:00:00,2.00,1,United Kingdom",
    "100,A1,LAMP,1,2011-01-01 10:00:00,5.00,9,United Kingdom",
    "104,A1,LAMP,-1,2011-01-01 10:00:00,5.00,1,United Kingdom",
    "105,A1,LAMP,1,2011-01-01 10:00:00,5.00,,United Kingdom",
    "106,A1,LAMP,1,2011-01-01 10:00:00,5.00,1,",
    '107,A1,"LAMP,1,2011-01-01 10:00:00,5.00,1,France',
    "108,A1",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    path.write_bytes("\n".join([HEADER, *LINES]).encode() + b"\n109,A1,caf\xe9,1,2011-01-01 10:00:00,5.00,1,France\n")
    return path


def test_good_lines_are_taken_and_bad_ones_kept(path: Path, database_url: str, tmp_path: Path) -> None:
    report = tmp_path / "refused.jsonl"
    outcome = import_data_set("online-retail", path, url=database_url, report=report, out=Console(quiet=True))
    assert outcome.adds_up
    assert (outcome.read["lines"], outcome.added["lines"], outcome.refused("lines")) == (13, 6, 7)
    refused = [json.loads(line) for line in report.read_text().splitlines()]
    told = {(entry["line"], entry["field"], entry["code"], entry.get("in_part", False)) for entry in refused}
    assert told == {
        (6, "StockCode", "no_earlier_purchase", True),
        (8, "InvoiceNo", "duplicate_order_number", False),
        (9, "Quantity", "negative_quantity", False),
        (10, "CustomerID", "no_customer", False),
        (11, "Country", "unknown_country", False),
        (12, "line", "broken_csv", False),
        (13, "line", "broken_csv", False),
        (14, "Description", "not_utf8", False),
    }
    assert all(entry["raw"] and entry["sentence"] for entry in refused)


def test_what_an_order_becomes(path: Path, database_url: str, tmp_path: Path) -> None:
    import_data_set("online-retail", path, url=database_url, report=tmp_path / "r.jsonl", out=Console(quiet=True))
    query = "SELECT subtotal, shipping, discount, fees, total, placed_total, status FROM orders WHERE number = '100'"
    assert ask(database_url, query) == [(0, 300, 0, -200, 100, 1800, "delivered")]
    lines = """
        SELECT quantity, returned FROM order_lines JOIN orders o ON o.id = order_id
        WHERE o.number = '100' ORDER BY position
    """
    assert ask(database_url, lines) == [(2, 2), (1, 1)]
    paid = """
        SELECT kind, p.amount, p.external_ref FROM payment_entries p JOIN orders o ON o.id = p.order_id
        WHERE o.number = '100' ORDER BY at
    """
    assert ask(database_url, paid) == [("captured", 1800, None), ("refunded", 1500, "C102"), ("refunded", 200, "C103")]
    assert ask(database_url, "SELECT external_ref, amount FROM returns") == [("C102", 1500)]
    free = """
        SELECT total, (SELECT count(*) FROM payment_entries p WHERE p.order_id = o.id) FROM orders o
        WHERE number = '101'
    """
    assert ask(database_url, free) == [(0, 0)]
    assert one(database_url, "SELECT last_name FROM customers WHERE external_ref = '1'") == "Customer 1"


def test_an_order_number_that_is_taken(path: Path, database_url: str, build: object, tmp_path: Path) -> None:
    build.order(number="100")  # type: ignore[attr-defined]
    outcome = import_data_set(
        "online-retail", path, url=database_url, report=tmp_path / "r.jsonl", out=Console(quiet=True)
    )
    assert outcome.adds_up
    assert outcome.reasons["lines", "duplicate_order_number"] == 4
    assert outcome.added["orders"] == 1


def test_the_command_says_what_became_of_it(
    path: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))
    assert main(["import", "online-retail", str(path)]) == 0
    assert "not_utf8" in capsys.readouterr().out
    assert main(["import", "online-retail", str(path)]) == 0
    assert "Nothing was added" in capsys.readouterr().out
    assert (tmp_path / "imports" / "online-retail-refused.jsonl").is_file()


def test_what_is_not_there_is_one_sentence(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))
    for arguments in (["import", "online-retail", "nowhere.csv"], ["import", "tau-retail", "nowhere"]):
        assert main(arguments) == 2
        said = capsys.readouterr().err
        assert "nowhere" in said
        assert "Traceback" not in said


def test_a_file_of_a_connector_is_shown_first_and_taken_with_commit(
    postgres: URL,
    administrator: Actor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("sku,on_hand\nLAMP,7\nNO-SUCH,1\n")
    levels = "SELECT coalesce(sum(on_hand), 0) FROM stock_levels"
    with copy_of_template(postgres) as address:
        url = address.set(drivername="postgresql").render_as_string(hide_password=False)
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("VAR", str(tmp_path))
        database = Database(address)
        build = Builders(Application(database), administrator)
        build.product("LAMP")
        build.node("PAR")
        build.perform(add_connector, name="Rungis", format="warehouse_csv", secret="", node="PAR")
        database.dispose()
        assert main(["import", "connector", "Rungis", str(path)]) == 0
        said = capsys.readouterr().out
        assert "1 would be taken" in said and "NO-SUCH" in said and one(url, levels) == 0
        assert main(["import", "connector", "Rungis", str(path), "--commit"]) == 0
        assert "1 were taken" in capsys.readouterr().out and one(url, levels) == 7
        assert main(["import", "connector", "Nowhere", str(path)]) == 2
        assert "Nowhere" in capsys.readouterr().err
