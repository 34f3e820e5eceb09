"""Every fifth return and exchange that the tasks of the data set ask for, previewed on the imported orders."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import URL

from domain.approvals.act import act
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SystemClock
from domain.kernel.errors import DomainError
from domain.work.application import Application
from seed.importers.command import import_data_set
from tests.support.databases import copy_of_template

ACTOR = Actor.system("test")


@pytest.fixture(scope="module")
def imported(real_data: Path, postgres: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with copy_of_template(postgres) as url:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        report = tmp_path_factory.mktemp("tau") / "refused.jsonl"
        import_data_set(
            "tau-retail", real_data / "tau_retail", url=address, report=report, as_of=datetime.now(UTC).date(),
            out=Console(quiet=True),
        )  # fmt: skip
        database = Database(url)
        yield Application(database, clock=SystemClock())
        database.dispose()


def asked(real_data: Path, name: str) -> list[dict[str, Any]]:
    tasks = json.loads((real_data / "tau_retail" / "tasks.json").read_text())
    wanted = [action["kwargs"] for task in tasks for action in task["actions"] if action["name"] == name]
    return wanted[::5]


@pytest.mark.data
def test_returns_are_possible_or_refused_for_a_reason(imported: Application, real_data: Path):
    orders = json.loads((real_data / "tau_retail" / "orders.json").read_text())
    refused: Counter[str] = Counter()
    for wanted in asked(real_data, "return_delivered_order_items"):
        counted = Counter(wanted["item_ids"])
        prices = {item["item_id"]: item["price"] for item in orders[wanted["order_id"]]["items"]}
        args = {
            "order": wanted["order_id"],
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in counted.items()],
            "channel": "mail",
            "refund_to": wanted["payment_method_id"],
        }
        try:
            shown = imported.preview(act, ACTOR, action="return", args=args).result.preview
        except DomainError as error:
            refused[error.code] += 1
            continue
        assert shown.needs == ()
        assert shown.after.returns[-1].amount.minor == round(100 * sum(prices[sku] for sku in wanted["item_ids"]))
        assert shown.after.returns[-1].refund_to.external_ref == wanted["payment_method_id"]
    assert set(refused) <= {"ambiguous_sku"}, refused


@pytest.mark.data
def test_exchanges_are_possible_or_refused_for_a_reason(imported: Application, real_data: Path):
    refused: Counter[str] = Counter()
    for wanted in asked(real_data, "exchange_delivered_order_items"):
        pairs = zip(wanted["item_ids"], wanted["new_item_ids"], strict=True)
        args = {
            "order": wanted["order_id"],
            "lines": [{"sku": old, "new_sku": new, "quantity": 1} for old, new in pairs],
            "channel": "mail",
            "settle_with": wanted["payment_method_id"],
        }
        try:
            shown = imported.preview(act, ACTOR, action="exchange", args=args).result.preview
        except DomainError as error:
            refused[error.code] += 1
            continue
        [exchange] = shown.after.exchanges
        assert shown.needs == ()
        assert shown.payment_difference == exchange.amount
        assert [line.new_sku for line in exchange.lines] == wanted["new_item_ids"]
    assert set(refused) <= {"insufficient_balance", "ambiguous_sku"}, refused
