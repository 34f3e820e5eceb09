"""Orders over HTTP."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from tests.support.builders import PARIS, Builders


@pytest.fixture
def eloise(build: Builders) -> UUID:
    """A customer, and goods to order."""
    build.goods("SHIRT", "SHOES", price=1999)
    return build.customer()


def order_for(customer_id: UUID, **values: Any) -> dict[str, Any]:
    standard = {
        "customer_id": str(customer_id),
        "currency": "EUR",
        "lines": [{"sku": "SHIRT", "quantity": 2}],
        "shipping_address": PARIS,
    }
    return standard | values


PAID = {
    "number": "#W5918442",
    "source": "webshop",
    "external_ref": "5918442",
    "placed_at": "2026-11-23T18:30:00+01:00",
    "shipping": {"amount": "4.90", "currency": "EUR"},
    "discount": {"amount": "5", "currency": "EUR"},
    "tax": {"amount": "6.65", "currency": "EUR"},
    "payments": [
        {"kind": "captured", "amount": {"amount": "46.53", "currency": "EUR"}, "payment_method": "credit_card_1"}
    ],
}


def test_an_order_comes_in(api: Any, build: Builders, eloise: UUID) -> None:
    card = build.payment_method(eloise, external_ref="credit_card_1")
    made = api.post("/orders", order_for(eloise, **PAID))
    assert made.status_code == 201, made.text
    body = made.json()
    assert made.headers["location"] == f"/api/v1/orders/{body['id']}"
    assert made.headers["etag"] == f'"{body["version"]}"'
    assert [body[name] for name in ("number", "external_ref", "status", "held")] == [
        "#W5918442",
        "5918442",
        "pending",
        False,
    ]
    assert body["placed_at"] == "2026-11-23T17:30:00Z"
    assert (body["total"]["amount"], body["balance"]) == ("46.53", {"amount": "0.00", "currency": "EUR"})
    line, payment = body["lines"][0], body["payments"][0]
    assert (line["sku"], line["quantity"], line["source_node"]) == ("SHIRT", 2, "PAR")
    assert line["unit_price"] == {"amount": "19.99", "currency": "EUR"}
    assert line["promise"] > "2026-11-24"
    assert (payment["kind"], payment["status"]) == ("captured", "settled")
    assert (payment["payment_method"]["external_ref"], payment["payment_method"]["id"]) == ("credit_card_1", str(card))


def test_an_order_is_read_by_number_or_id(api: Any, eloise: UUID) -> None:
    made = api.post("/orders", order_for(eloise, number="#W5918442"))
    for name in ("%23W5918442", "W5918442", "w5918442", made.json()["id"]):
        read = api.get(f"/orders/{name}")
        assert read.json() == made.json(), name
        assert read.headers["etag"] == made.headers["etag"]


def test_fields_that_stay(api: Any, build: Builders) -> None:
    order_id = build.order()
    build.shipment(order_id)
    body = api.get(f"/orders/{order_id}").json()
    assert body.keys() >= {
        *("number", "external_ref", "status", "held", "currency", "total", "balance", "version"),
        *("shipping_address", "lines", "payments", "returns", "exchanges"),
    }
    assert body["shipping_address"].keys() == {"line1", "line2", "city", "region", "postal_code", "country"}
    assert body["lines"][0].keys() >= {
        *("id", "sku", "product_external_ref", "quantity", "unit_price", "status", "source_node", "promise"),
    }


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("currency", {"currency": "XXL"}),
        ("lines[0].quantity", {"lines": [{"sku": "SHIRT", "quantity": -1}]}),
        ("lines[0].quantity", {"lines": [{"sku": "SHIRT", "quantity": 0}]}),
        ("lines[0].quantity", {"lines": [{"sku": "SHIRT", "quantity": 1.5}]}),
        ("lines[0].quantity", {"lines": [{"sku": "SHIRT", "quantity": "2"}]}),
        ("lines[0].quantity", {"lines": [{"sku": "SHIRT", "quantity": 10**30}]}),
        ("lines[0].sku", {"lines": [{"sku": "NO-SUCH", "quantity": 1}]}),
        ("lines[1].sku", {"lines": [{"sku": "SHIRT", "quantity": 1}, {"quantity": 1}]}),
        ("lines[0].colour", {"lines": [{"sku": "SHIRT", "quantity": 1, "colour": "red"}]}),
        ("lines", {"lines": []}),
        ("lines", {"lines": None}),
        ("shipping_address.country", {"shipping_address": {"line1": "x", "city": "y"}}),
        ("shipping_address.country", {"shipping_address": {**PARIS, "country": "Freedonia"}}),
        ("shipping_address", {"shipping_address": "12 rue des Lilas, Paris"}),
        ("shipping.amount", {"shipping": {"amount": "4.905", "currency": "EUR"}}),
        ("shipping.amount", {"shipping": {"amount": 4.9, "currency": "EUR"}}),
        ("shipping.amount", {"shipping": {"amount": "NaN", "currency": "EUR"}}),
        ("shipping.amount", {"shipping": {"amount": "1e9999", "currency": "EUR"}}),
        ("shipping.currency", {"shipping": {"amount": "4.90", "currency": "euros"}}),
        ("shipping", {"shipping": {"amount": "4.90", "currency": "USD"}}),
        ("discount", {"discount": {"amount": "400", "currency": "EUR"}}),
        ("placed_at", {"placed_at": "2026-11-25T10:00:00Z"}),
        ("placed_at", {"placed_at": "2026-11-23T10:00:00"}),
        ("placed_at", {"placed_at": "yesterday"}),
        ("payments[0].kind", {"payments": [{"kind": "stolen", "amount": {"amount": "1", "currency": "EUR"}}]}),
        (
            "payments[0].payment_method",
            {"payments": [{"kind": "captured", "amount": {"amount": "1", "currency": "EUR"}, "payment_method": "x"}]},
        ),
        ("customer_id", {"customer_id": "eloise"}),
        ("number", {"number": "###"}),
        ("number", {"number": "x" * 41}),
        ("channel", {"channel": "telegraph"}),
    ],
)
def test_a_fault_names_its_field_and_keeps_nothing(api: Any, eloise: UUID, field: str, fault: dict[str, Any]) -> None:
    refused = api.post("/orders", order_for(eloise) | fault)
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert api.get("/orders").json()["items"] == []
    assert api.get("/stock", params={"sku": "SHIRT"}).json()["items"][0]["reserved"] == 0


def test_a_number_is_used_once(api: Any, eloise: UUID) -> None:
    api.post("/orders", order_for(eloise, number="#W1"))
    again = api.post("/orders", order_for(eloise, number="w1"))
    assert (again.status_code, again.json()["code"], again.json()["field"]) == (409, "duplicate_order_number", "number")


def test_an_order_of_nobody(api: Any, eloise: UUID) -> None:
    assert api.post("/orders", order_for(uuid4())).status_code == 404


def test_a_preview_shows_everything_and_keeps_nothing(api: Any, eloise: UUID) -> None:
    shown = api.post("/orders", order_for(eloise), params={"preview": "true"}, headers={"idempotency-key": "k"})
    assert shown.status_code == 200, shown.text
    body = shown.json()
    assert body["totals_before"] is None
    assert body["totals_after"]["total"] == {"amount": "39.98", "currency": "EUR"}
    assert body["payment_difference"] == {"amount": "39.98", "currency": "EUR"}
    assert body["sourcing"][0]["node"] == "PAR"
    assert body["promise"] == body["lines"][0]["promise"]
    (told,) = body["notifications"]
    assert (told["template"], told["channel"], told["skipped"]) == ("order_confirmed", "email", "")
    assert (body["rules"], body["approval"]) == ([], None)
    assert api.get("/orders").json()["items"] == []
    assert api.get("/stock", params={"sku": "SHIRT"}).json()["items"][0]["reserved"] == 0
    placed = api.post("/orders", order_for(eloise), headers={"idempotency-key": "k"})
    assert placed.status_code == 201


def test_orders_are_searched_and_paged(api: Any, build: Builders, eloise: UUID) -> None:
    for number in ("#W1", "#W2", "#X3"):
        assert api.post("/orders", order_for(eloise, number=number)).status_code == 201
    other = build.order()

    def find(**params: str) -> list[str]:
        return [row["number"] for row in api.get("/orders", params=params).json()["items"]]

    assert sorted(find(q="w")) == ["#W1", "#W2"]
    assert len(find(customer=str(eloise))) == 3
    assert len(find(q="SHIRT")) == 3
    assert find(status="cancelled") == []
    first = api.get("/orders", params={"limit": 3}).json()
    last = api.get("/orders", params={"limit": 3, "cursor": first["next_cursor"]}).json()
    assert last["next_cursor"] is None
    assert str(other) in {row["id"] for row in first["items"] + last["items"]}
    assert len({row["id"] for row in first["items"] + last["items"]}) == 4
    assert first["items"][0]["total"]["currency"] == "EUR"


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "WzEsMl0"}, "cursor"),
        ({"status": "lost"}, "status"),
        ({"customer": "eloise"}, "customer"),
        ({"q": "x" * 201}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"sort": "price"}, "sort"),
    ],
)
def test_parameters_are_checked(api: Any, params: dict[str, str], field: str) -> None:
    refused = api.get("/orders", params=params)
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text


def test_a_note_on_an_order_minds_the_version(api: Any, build: Builders) -> None:
    order_id = build.order()
    version = api.get(f"/orders/{order_id}").headers["etag"]
    path = f"/orders/{order_id}/notes"
    made = api.post(path, {"body": "Gift wrap."}, headers={"if-match": version})
    assert (made.status_code, made.json()["order_id"]) == (201, str(order_id))
    stale = api.post(path, {"body": "Gift wrap."}, headers={"if-match": '"99"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert api.post("/orders/W404/notes", {"body": "x"}).status_code == 404


def test_whoever_pushes_orders_in_need_not_read_them(
    caller_with: Callable[..., Any], api: Any, eloise: UUID, build: Builders
) -> None:
    pusher = caller_with(Permission.ORDERS_WRITE)
    made = pusher.post("/orders", order_for(eloise))
    assert made.status_code == 201
    assert pusher.get(f"/orders/{made.json()['id']}").status_code == 403
    reader = caller_with(Permission.ORDERS_READ)
    assert reader.get(f"/orders/{made.json()['id']}").status_code == 200
    assert reader.post("/orders", order_for(eloise)).json()["code"] == "denied"


def test_a_price_of_ones_own_and_currencies_without_decimals(api: Any, build: Builders) -> None:
    build.product("BENTO", currency="JPY", price=1200)
    lines = [{"sku": "BENTO", "quantity": 3}, {"sku": "BENTO", "quantity": 1, "unit_price": yen("900")}]
    made = api.post("/orders", order_for(build.customer(), currency="JPY", lines=lines))
    assert made.json()["total"] == yen("4500")
    assert str(Money(4500, "JPY")) == "4500 JPY"


def yen(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "JPY"}
