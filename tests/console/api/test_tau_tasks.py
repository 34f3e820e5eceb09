"""The 500 service tasks of tau-retail, solved over HTTP, each on a fresh copy of the imported shop; every fifth of them
unless `COMPTOIR_LONG_TESTS` is set.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from rich.console import Console as Out
from sqlalchemy import URL, select
from sqlalchemy.engine import make_url

from console import bootstrap
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.identity.assure import ATTESTED
from domain.kernel.actor import Actor
from domain.kernel.permissions import Role
from domain.models.payment import PaymentIntent
from domain.payments.settle import settle_intent
from domain.ports.gateway import GatewayAnswer
from domain.staff.add_api_key import add_api_key
from domain.work.application import Application
from domain.work.unit import Unit
from seed.importers.command import import_data_set
from tests.conftest import REAL_DATA
from tests.console.api.conftest import Caller
from tests.support.databases import copy_of_template
from tests.support.long import LONG
from tests.support.server import connect
from tests.support.tau_retail import Expected, Shop, Teller, minor

pytestmark = pytest.mark.data

FOLDER = REAL_DATA / "tau_retail"
PARTS = 4  # of a round, to be worked on side by side
SHARE = 1 if LONG else 5  # every fifth task is solved every day, all of them now and then
ROUTES = {
    "cancel_pending_order": "cancellations",
    "modify_pending_order_items": "edits",
    "modify_pending_order_address": "address-changes",
    "modify_pending_order_payment": "payment-changes",
    "return_delivered_order_items": "returns",
    "exchange_delivered_order_items": "exchanges",
}

_WORKER = Actor.system("worker")


@pytest.fixture(scope="module")
def shop() -> Shop:
    if not FOLDER.is_dir():
        pytest.skip(f"the real data sets are not at {REAL_DATA}")
    return Shop.read(FOLDER)


@pytest.fixture(scope="module")
def imported(postgres: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[URL, str]]:
    """The address of the imported shop, to be copied, and a key that attests identities."""
    if not FOLDER.is_dir():
        pytest.skip(f"the real data sets are not at {REAL_DATA}")
    folder: Path = tmp_path_factory.mktemp("tau")
    with copy_of_template(postgres) as url:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with (folder / "told").open("w") as told:
            import_data_set("tau-retail", FOLDER, url=address, report=folder / "refused.jsonl", out=Out(file=told))
        database = Database(url)
        key = (
            Application(database)
            .perform(add_api_key, Actor.system("test"), name="Service desk", role=Role.AGENT, scopes=[ATTESTED])
            .key
        )
        database.dispose()
        yield url, key


@pytest.fixture
def fresh(imported: tuple[URL, str], postgres: URL, app: FastAPI) -> Callable[[], Any]:
    """`with fresh() as api:` the API on a copy of its own."""
    return lambda: _Copy(postgres, *imported, app)


class _Copy:
    def __init__(self, server: URL, template: URL, key: str, app: FastAPI) -> None:
        self.server, self.template, self.key, self.app = server, template, key, app
        self.name = f"comptoir_test_tau_{uuid4().hex[:12]}"

    def __enter__(self) -> Caller:
        with connect(self.server) as connection:
            connection.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template.database}")
        url = make_url(str(self.template.render_as_string(hide_password=False))).set(database=self.name)
        self.database = Database(url)
        settings = Settings(
            database_url=url.set(drivername="postgresql").render_as_string(hide_password=False), _env_file=None
        )  # type: ignore[call-arg]
        self.before = bootstrap.use(
            Console(settings=settings, database=self.database, application=Application(self.database))
        )
        return Caller(self.app, self.key)

    def __exit__(self, *_: object) -> None:
        bootstrap.use(self.before)
        self.database.dispose()
        with connect(self.server) as connection:
            connection.execute(f"DROP DATABASE {self.name} WITH (FORCE)")


@pytest.mark.parametrize("part", range(PARTS))
def test_the_tasks_are_solved_as_they_say(part: int, shop: Shop, fresh: Callable[[], Any]) -> None:
    wrong, solved = [], 0
    for tasks in rounds(shop):
        with fresh() as api:
            for number in tasks[part :: PARTS * SHARE]:
                wrong += [f"task {number}: {each}" for each in solve(api, shop, shop.tasks[number])]
                solved += 1
    assert wrong == []
    assert solved > 100 / SHARE


def rounds(shop: Shop) -> list[list[int]]:
    """Numbers of tasks that may share a copy: a task touches one customer only, and a round has each customer once."""
    found: list[list[int]] = []
    seen: dict[str, int] = {}
    for number, task in enumerate(shop.tasks):
        turn = seen[task["user_id"]] = seen.get(task["user_id"], -1) + 1
        if turn == len(found):
            found.append([])
        found[turn].append(number)
    return found


def test_every_task_is_in_one_round(shop: Shop) -> None:
    assert sorted(number for tasks in rounds(shop) for number in tasks) == list(range(500))


def solve(api: Caller, shop: Shop, task: dict[str, Any]) -> list[str]:
    """Everything that is not as the task says, in words."""
    teller = Teller(shop, task["user_id"])
    wrong = []
    for action in task["actions"]:
        name, kwargs = action["name"], action["kwargs"]
        refusal = teller.refuses(name, kwargs)
        answer = ask(api, name, kwargs)
        if refusal:
            if answer.status_code != 409 or answer.json()["code"] != refusal:
                wrong.append(f"{name} {kwargs['order_id']} should be refused ({refusal}): {answer.text[:300]}")
        elif answer.status_code != 201:
            wrong.append(f"{name} {kwargs['order_id']}: {answer.status_code} {answer.text[:300]}")
        else:
            teller.follow(name, kwargs)
            settle_everything()
    for number, expected in teller.orders.items():
        wrong += compare(api.get(f"/orders/{number.lstrip('#')}").json(), expected, number)
    return wrong + (compare_cards(api, teller) if teller.orders else [])


def settle_everything() -> None:
    """What the worker does with a gateway that says yes: until nothing is pending any more."""
    application = bootstrap.console().application
    while waiting := application.ask(_pending, _WORKER):
        for intent_id in waiting:
            yes = GatewayAnswer(settled=True, vendor_ref=f"mv_{intent_id.hex}")
            application.perform(settle_intent, _WORKER, intent_id=intent_id, answer=yes)


def _pending(unit: Unit) -> list[UUID]:
    return list(unit.session.execute(select(PaymentIntent.id).where(PaymentIntent.status == "pending")).scalars())


def ask(api: Caller, name: str, kwargs: dict[str, Any]) -> Any:
    """One action of the task as one request."""
    order = api.get(f"/orders/{kwargs['order_id'].lstrip('#')}").json()
    headers = {"idempotency-key": uuid4().hex, "if-match": f'"{order["version"]}"'}
    return api.post(
        f"/orders/{kwargs['order_id'].lstrip('#')}/{ROUTES[name]}", body_of(name, kwargs, order), headers=headers
    )


def body_of(name: str, kwargs: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    """The request's body. A SKU that stands on several lines is named by the line's id."""
    if name == "cancel_pending_order":
        return {"reason": kwargs["reason"]}
    if name == "modify_pending_order_payment":
        return {"payment_method": kwargs["payment_method_id"]}
    if name == "modify_pending_order_address":
        address = {"line1": kwargs["address1"], "line2": kwargs["address2"], "city": kwargs["city"]}
        return {"address": address | {"region": kwargs["state"], "postal_code": kwargs["zip"], "country": "US"}}
    lines = named_lines(order, kwargs["item_ids"])
    if name == "return_delivered_order_items":
        back = [line | {"quantity": 1, "reason": "not_needed"} for line in lines]
        return {"lines": back, "channel": "mail", "refund_to": kwargs["payment_method_id"]}
    swapped = [line | {"new_sku": new} for line, new in zip(lines, kwargs["new_item_ids"], strict=True)]
    if name == "exchange_delivered_order_items":
        more = {"channel": "mail", "settle_with": kwargs["payment_method_id"]}
        return {"lines": [line | {"quantity": 1} for line in swapped]} | more
    return {"lines": swapped, "settle_with": kwargs["payment_method_id"], "reason": "customer asked"}


def named_lines(order: dict[str, Any], items: list[str]) -> list[dict[str, Any]]:
    free = [line for line in order["lines"]]
    named = []
    for item in items:
        line = next(each for each in free if each["sku"] == item)
        free.remove(line)
        several = sum(each["sku"] == item for each in order["lines"]) > 1
        named.append({"line_id": line["id"]} if several else {"sku": item})
    return named


def compare(order: dict[str, Any], expected: Expected, number: str) -> list[str]:
    lines = sorted((line["sku"], cents(line["unit_price"])) for line in order["lines"])
    address = {key: value for key, value in order["shipping_address"].items() if key in expected.address}
    told = [
        ("status", "released" if expected.status == "processed" else expected.status, order["status"]),
        ("lines", sorted(map(tuple, expected.lines.values())), lines),
        ("address", expected.address, address),
        ("movements", sorted(expected.movements), sorted(map(movement, order["payments"]))),
        ("returns", expected.returns, [returned(each, order) for each in order["returns"]]),
        ("exchanges", expected.exchanges, [exchanged(each) for each in order["exchanges"]]),
    ]
    return [f"{number} {what}: {got!r}, not {wanted!r}" for what, wanted, got in told if got != wanted]


def movement(payment: dict[str, Any]) -> tuple[str, str, int]:
    return payment["kind"], payment["payment_method"]["external_ref"], cents(payment["amount"])


def returned(each: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    skus = {line["id"]: line["sku"] for line in order["lines"]}
    items = sorted(skus[line["line_id"]] for line in each["lines"] for _ in range(line["quantity"]))
    return {"items": items, "amount": cents(each["amount"]), "refund_to": each["refund_to"]["external_ref"]}


def exchanged(each: dict[str, Any]) -> dict[str, Any]:
    pairs = sorted((line["sku"], line["new_sku"]) for line in each["lines"] for _ in range(line["quantity"]))
    return {"pairs": pairs, "amount": cents(each["amount"]), "settle_with": each["settle_with"]["external_ref"]}


def compare_cards(api: Caller, teller: Teller) -> list[str]:
    number = next(iter(teller.orders))
    customer = api.get(f"/orders/{number.lstrip('#')}").json()["customer_id"]
    methods = api.get(f"/customers/{customer}").json()["payment_methods"]
    balances = {each["external_ref"]: cents(each["balance"]) for each in methods if each["kind"] == "gift_card"}
    return [] if balances == teller.cards else [f"gift cards: {balances!r}, not {teller.cards!r}"]


def cents(amount: dict[str, str]) -> int:
    return minor(float(amount["amount"]))
