"""The table of tax rates over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel.permissions import Permission
from tests.support.builders import Builders

NEW_YORK: dict[str, Any] = {
    "country": "US",
    "region": "New York",
    "label": "New York",
    "millionths": 40_000,
    "included": False,
    "effective_from": "2026-01-01",
}
CITY = NEW_YORK | {"postal_prefix": "100", "label": "New York City", "millionths": 88_750}


def test_a_key_without_the_right_sets_none_and_reads_all(api: Any, caller_with: Callable[..., Any]) -> None:
    reader = caller_with(Permission.CATALOGUE_READ, Permission.ORDERS_WRITE)
    assert reader.put("/tax-rates", {"rates": [NEW_YORK]}).status_code == 403
    api.put("/tax-rates", {"rates": [NEW_YORK]})
    assert len(reader.get("/tax-rates").json()["items"]) == 1
    assert caller_with(Permission.PRICING_WRITE).get("/tax-rates").status_code == 403


def test_rates_are_set_and_read(api: Any) -> None:
    assert api.put("/tax-rates", {"rates": [NEW_YORK, CITY]}).json() == {"changed": 2}
    assert api.put("/tax-rates", {"rates": [NEW_YORK, CITY | {"effective_to": "2027-01-01"}]}).json() == {"changed": 1}
    body = api.get("/tax-rates", params={"country": "US"}).json()
    assert body["next_cursor"] is None
    assert [row["label"] for row in body["items"]] == ["New York", "New York City"]
    city = body["items"][1]
    assert (city["region"], city["postal_prefix"], city["category"]) == ("NY", "100", "")
    assert (city["millionths"], city["included"]) == (88_750, False)
    assert (city["effective_from"], city["effective_to"]) == ("2026-01-01", "2027-01-01")
    assert [row["label"] for row in api.get("/tax-rates", params={"on": "2027-01-01"}).json()["items"]] == ["New York"]
    assert api.get("/tax-rates", params={"country": "FR"}).json()["items"] == []


def test_a_preview_keeps_nothing(api: Any) -> None:
    shown = api.put("/tax-rates", {"rates": [NEW_YORK]}, params={"preview": "true"})
    assert (shown.status_code, shown.json()) == (200, {"changed": 1})
    assert api.get("/tax-rates").json()["items"] == []


def test_a_new_order_is_taxed_by_the_table(api: Any, build: Builders) -> None:
    api.put("/tax-rates", {"rates": [NEW_YORK]})
    build.product("SHIRT", price=1000, currency="USD")
    address = {"line1": "1 Main St", "city": "Albany", "region": "NY", "postal_code": "12207", "country": "US"}
    order = {
        "customer_id": str(build.customer()),
        "currency": "USD",
        "lines": [{"sku": "SHIRT", "quantity": 3}],
        "shipping_address": address,
    }
    computed = api.post("/orders", order)
    assert computed.status_code == 201, computed.text
    assert (computed.json()["tax"]["amount"], computed.json()["total"]["amount"]) == ("1.20", "31.20")
    given = api.post("/orders", order | {"tax": {"amount": "0.99", "currency": "USD"}})
    assert (given.json()["tax"]["amount"], given.json()["total"]["amount"]) == ("0.99", "30.99")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("rates[1].country", {"country": "XX"}),
        ("rates[1].country", {"country": None}),
        ("rates[1].label", {"label": ""}),
        ("rates[1].millionths", {"millionths": 1_000_000}),
        ("rates[1].millionths", {"millionths": -1}),
        ("rates[1].millionths", {"millionths": 0.2}),
        ("rates[1].millionths", {"millionths": 10**40}),
        ("rates[1].included", {"included": "yes"}),
        ("rates[1].effective_from", {"effective_from": "yesterday"}),
        ("rates[1].effective_to", {"effective_to": "2025-12-31"}),
        ("rates[1].postal_prefix", {"postal_prefix": "9" * 50}),
        ("rates[1].region", {"region": "\u0001"}),
        ("rates[1].surcharge", {"surcharge": 1}),
    ],
)
def test_all_rates_or_none(api: Any, field: str, change: dict[str, Any]) -> None:
    refused = api.put("/tax-rates", {"rates": [NEW_YORK, CITY | change]})
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    assert api.get("/tax-rates").json()["items"] == []


def test_a_country_that_would_mix(api: Any) -> None:
    refused = api.put("/tax-rates", {"rates": [NEW_YORK, CITY | {"included": True}]})
    assert (refused.status_code, refused.json()["code"]) == (409, "mixed_inclusion")
    assert refused.json()["field"] == "rates[1].included"


@pytest.mark.parametrize("parameters", [{"on": "soon"}, {"country": "F" * 11}, {"region": "NY"}])
def test_an_odd_question_is_refused(api: Any, parameters: dict[str, str]) -> None:
    assert api.get("/tax-rates", params=parameters).status_code == 422
