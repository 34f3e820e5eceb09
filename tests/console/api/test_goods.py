"""Catalogue, stock and parcels over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from tests.support.builders import Builders


def test_products_are_listed_and_read(api: Any, build: Builders) -> None:
    product_id = build.product("SHIRT-M", "SHIRT-L", name="Chemise d’été", external_ref="9523456873")
    build.product("SHOES", name="Shoes")
    found = api.get("/products", params={"q": "chemise d'ete"}).json()["items"]
    assert [row["id"] for row in found] == [str(product_id)]
    body = api.get(f"/products/{product_id}").json()
    assert body == found[0]
    assert body["external_ref"] == "9523456873"
    assert [variant["sku"] for variant in body["variants"]] == ["SHIRT-L", "SHIRT-M"]
    assert body["variants"][0]["prices"] == [{"amount": "19.99", "currency": "EUR"}]
    page = api.get("/products", params={"limit": 1}).json()
    assert len(api.get("/products", params={"cursor": page["next_cursor"]}).json()["items"]) == 1
    assert api.get(f"/products/{uuid4()}").status_code == 404


def test_nodes_are_listed(api: Any, build: Builders) -> None:
    build.node("PAR")
    build.node("LYO")
    body = api.get("/nodes").json()
    assert [node["code"] for node in body["items"]] == ["LYO", "PAR"]
    assert body["items"][0]["handling_cost"] == {"amount": "1.50", "currency": "EUR"}
    assert body["next_cursor"] is None


def test_stock_is_set_and_read(api: Any, build: Builders) -> None:
    build.node("PAR")
    build.product("SHIRT", "SHOES")
    shirt = {"node": "par", "sku": "SHIRT", "on_hand": 7, "safety": 2}
    entries = [shirt, {"node": "PAR", "sku": "SHOES", "on_hand": 0}]
    assert api.put("/stock", {"entries": entries, "reason": "count"}).json() == {"changed": 1}
    assert api.put("/stock", {"entries": entries}).json() == {"changed": 0}
    level = api.get("/stock", params={"sku": "SHIRT"}).json()["items"][0]
    assert (level["node"], level["on_hand"], level["safety"], level["available"]) == ("PAR", 7, 2, 5)
    shown = api.put("/stock", {"entries": [entries[0] | {"on_hand": 9}]}, params={"preview": "true"})
    assert shown.json() == {"changed": 1}
    assert api.get("/stock", params={"node": "PAR"}).json()["items"][0]["on_hand"] == 7


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("entries[1].on_hand", {"on_hand": -1}),
        ("entries[1].on_hand", {"on_hand": 2.5}),
        ("entries[1].on_hand", {"on_hand": 10**40}),
        ("entries[1].on_hand", {"on_hand": None}),
        ("entries[1].safety", {"safety": 10**12}),
        ("entries[1].sku", {"sku": "NO-SUCH"}),
        ("entries[1].sku", {"sku": "'; DROP TABLE stock_levels; --"}),
        ("entries", {"sku": "SHIRT"}),
    ],
)
def test_all_levels_or_none(api: Any, build: Builders, field: str, entry: dict[str, Any]) -> None:
    build.node("PAR")
    build.product("SHIRT", "SHOES")
    good = {"node": "PAR", "sku": "SHIRT", "on_hand": 7}
    refused = api.put("/stock", {"entries": [good, {"node": "PAR", "sku": "SHOES", "on_hand": 1} | entry]})
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    assert api.get("/stock").json()["items"] == []


def test_an_unknown_node(api: Any, build: Builders) -> None:
    build.product("SHIRT")
    refused = api.put("/stock", {"entries": [{"node": "NOWHERE", "sku": "SHIRT", "on_hand": 1}]})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_a_parcel_leaves_and_arrives(api: Any, build: Builders) -> None:
    build.goods("SHIRT")
    order_id = build.order(lines=[NewLine("SHIRT", 3, Money(1000, "EUR"))])
    number = api.get(f"/orders/{order_id}").json()["number"]
    one = {"order": number, "lines": [{"sku": "SHIRT", "quantity": 1}], "carrier": "DHL", "tracking_number": "T1"}
    shown = api.post("/shipments", one, params={"preview": "true"}).json()
    assert shown["totals_before"] == shown["totals_after"]
    assert shown["payment_difference"]["amount"] == "0.00"
    made = api.post("/shipments", one)
    assert made.status_code == 201, made.text
    line_id = api.get(f"/orders/{order_id}").json()["lines"][0]["id"]
    assert made.json()["lines"] == [{"line_id": line_id, "quantity": 1}]
    assert api.post("/shipments", one).json()["code"] == "duplicate_shipment"
    rest = api.post("/shipments", {"order": str(order_id), "tracking_number": "T2"}).json()
    assert rest["lines"][0]["quantity"] == 2
    assert api.get(f"/orders/{order_id}").json()["status"] == "shipped"
    for parcel in (made.json(), rest):
        told = api.post(f"/shipments/{parcel['id']}/events", {"status": "delivered", "place": "Paris"})
        assert (told.status_code, told.json()["status"]) == (201, "delivered")
    assert api.get(f"/orders/{order_id}").json()["status"] == "delivered"
    again = api.post(f"/shipments/{rest['id']}/events", {"status": "delivered", "place": "Paris"})
    assert len(again.json()["scans"]) == len(told.json()["scans"])


def test_a_parcel_that_did_not_leave_is_cancelled_until_its_carrier_has_it(api: Any, build: Builders) -> None:
    order_id = build.order()
    parcel = build.shipment(order_id)
    told = api.post(f"/shipments/{parcel}/cancel", {"reason": "Typed twice"})
    assert (told.status_code, told.json()["status"]) == (200, "cancelled")
    assert api.get(f"/orders/{order_id}").json()["status"] == "released"
    assert api.post(f"/shipments/{parcel}/events", {"status": "in_transit"}).json()["code"] == "parcel_cancelled"
    other = api.post("/shipments", {"order": str(order_id), "tracking_number": "T2"}).json()["id"]
    api.post(f"/shipments/{other}/events", {"status": "in_transit"})
    assert api.post(f"/shipments/{other}/cancel", {}).json()["code"] == "parcel_left"


def test_parcels_that_cannot_be(api: Any, build: Builders) -> None:
    order_id = build.order()
    parcel = build.shipment(build.order())

    def ship(**values: Any) -> Any:
        return api.post("/shipments", {"order": str(order_id)} | values)

    def scan(**values: Any) -> Any:
        return api.post(f"/shipments/{parcel}/events", {"status": "in_transit"} | values)

    assert ship(order="W404").status_code == 404
    assert ship(lines=[]).json()["field"] == "lines"
    assert ship(lines=[{"sku": "NO-SUCH", "quantity": 1}]).json()["field"] == "lines[0]"
    assert ship(lines=[{"quantity": 1}]).json()["field"] == "lines[0]"
    assert ship(node="NOWHERE").status_code == 404
    assert ship(shipped_at="tomorrow").json()["field"] == "shipped_at"
    assert scan(status="eaten").json()["field"] == "status"
    assert scan(at="2027-01-01T00:00:00Z").json()["field"] == "at"
    assert api.post(f"/shipments/{uuid4()}/events", {"status": "delivered"}).status_code == 404
    assert api.post("/shipments", {"order": str(order_id)}, headers={"if-match": '"99"'}).status_code == 412
