"""Other systems ask where goods come from and why."""

from collections.abc import Iterator
from typing import Any

import pytest

from console import bootstrap
from console.bootstrap import Console
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from tests.browser.rules_world import publish_rules, words
from tests.support.builders import PARIS, Builders

RULES = {
    "format": 1,
    "family": "sourcing",
    "lists": {"countries": ["FR"]},
    "rules": [
        {
            "id": "paris",
            "name": words("Stores keep out of Paris", "Pas de magasins pour Paris"),
            "when": {"fact": "postcode", "op": "starts_with", "value": "75"},
            "then": [{"effect": "forbid_kind", "kind": "store"}, {"effect": "weigh_cheapest", "weight": 100}],
        },
        {
            "id": "many",
            "name": words("Many pieces", "Beaucoup de pièces"),
            "when": {"fact": "quantity", "op": "ge", "value": 5},
            "then": [{"effect": "weigh_fastest", "weight": 100}],
        },
    ],
}
ELSEWHERE = {"line1": "1 quai A", "city": "Lyon", "postal_code": "69001", "country": "FR"}


@pytest.fixture
def shop(application: Application, wired: Console, administrator: Actor) -> Iterator[Builders]:
    """PAR, a warehouse, and RIV, a store that costs less, both with ten mugs; rules are live."""
    publish_rules(application, RULES, "Paris")
    live = LiveRules(application.database, application.clock)
    ports = Ports(decisions=RulesDecisions(live))
    ruled = Application(application.database, clock=application.clock, jobs=application.jobs, ports=ports)
    bootstrap.use(Console(settings=wired.settings, database=wired.database, application=ruled))
    build = Builders(ruled, administrator)
    build.goods("MUG", on_hand=10)
    build.node("RIV", kind="store", handling_cost=Money(50, "EUR"))
    build.stock("MUG", 10, node="RIV")
    yield build
    live.close()


def test_a_quote_says_what_was_weighed_and_by_which_rules(api: Any, shop: Builders) -> None:
    body = {"lines": [{"sku": "MUG", "quantity": 1}], "address": dict(PARIS)}
    (line,) = api.post("/sourcing/quotes", body).json()["lines"]
    assert (line["node"], line["version"], [each["rule"] for each in line["fired"]]) == ("PAR", "sourcing 1", ["paris"])
    answer = line["answer"]
    assert (answer["by"], answer["proven"], answer["goal"]["cheapest"]) == ("weighed", True, 100)
    assert answer["barred"] == [
        {
            "node": "RIV",
            "name": "Warehouse RIV",
            "kind": "store",
            "country": "FR",
            "because": "forbid_kind",
            "available": 10,
            "rule": "paris",
            "rule_name": words("Stores keep out of Paris", "Pas de magasins pour Paris"),
        }
    ]
    assert answer["candidates"][0]["cost"] == {"amount": "1.50", "currency": "EUR"}


def test_an_order_says_why_as_it_was_then_and_what_if(api: Any, shop: Builders) -> None:
    shop.order(lines=[NewLine("MUG", 1)], number="#W1")
    publish_rules(shop.application, {**RULES, "rules": RULES["rules"][1:]}, "Without Paris")
    (line,) = api.get("/orders/W1/sourcing").json()["items"]
    assert (line["node"], line["version"], line["answered_by"]) == ("PAR", "sourcing 1", "engine")
    assert line["fired"][0]["because"][0]["actual"] == "75011"
    (missed,) = line["not_fired"]
    assert (missed["rule"], missed["failed"]["actual"], missed["condition"]["en"]) == (
        "many",
        1,
        "quantity is at least 5 pieces",
    )
    assert api.get("/orders/W2/sourcing").status_code == 404

    there = api.post("/orders/W1/sourcing/quotes", {"address": ELSEWHERE}).json()
    assert [each["node"] for each in there["lines"]] == ["RIV"]
    later = api.post("/orders/W1/sourcing/quotes", {"at": "2026-12-24T09:00:00Z", "service": "express"}).json()
    assert later["promise"] == "2026-12-25"
    for wrong, field in (({"service": "x"}, "service"), ({"at": "2020-01-01T00:00:00Z"}, "at")):
        refused = api.post("/orders/W1/sourcing/quotes", wrong)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert [row["reserved"] for row in api.get("/stock?sku=MUG").json()["items"]] == [1, 0]


def test_what_has_left_is_not_sourced_again(api: Any, shop: Builders) -> None:
    order = shop.order(lines=[NewLine("MUG", 1)], number="#W1")
    shop.shipment(order)
    refused = api.post("/orders/W1/sourcing/quotes", {})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_left")


def test_previews_say_why_and_which_rules(api: Any, shop: Builders) -> None:
    shop.order(lines=[NewLine("MUG", 1)], number="#W1")
    shown = api.post("/orders/W1/address-changes?preview=true", {"address": ELSEWHERE}).json()
    assert [(each["node"], each["why"]["code"]) for each in shown["sourcing"]] == [("RIV", "lowest_cost")]
    body = {
        "customer_id": str(shop.customer()),
        "currency": "EUR",
        "lines": [{"sku": "MUG", "quantity": 1}],
        "shipping_address": dict(PARIS),
    }
    placed = api.post("/orders?preview=true", body).json()
    assert [(each["node"], each["why"]["code"]) for each in placed["sourcing"]] == [("PAR", "only_one_passes")]
    assert [rule["code"] for rule in placed["rules"]] == ["sourcing.paris"]
