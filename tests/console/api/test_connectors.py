"""Connectors by the API: made, a file brought, looked at and committed, what was refused tried again."""

import json
from typing import Any
from uuid import UUID

from console.connectors.work import work_off
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.shop_payloads import shopify_order


def test_a_shop_is_connected_and_brings_an_order(api: Any, build: Builders, application: Application) -> None:
    build.product("SHIRT-M")
    build.node("PAR")
    made = api.post("/connectors", {"name": "Shop", "format": "shopify", "secret": "shpss_1", "node": "par"}).json()
    assert (made["node"], made["status"], "secret" in made) == ("PAR", "active", False)
    at = f"/connectors/{made['id']}"
    told = api.get(f"{at}/secret").json()
    assert told["secret"] == "shpss_1" and told["address"].endswith(f"/webhooks/connectors/{made['id']}")
    assert len(api.post(f"{at}/secret-changes", {}).json()["secret"]) > 30
    file = api.post(f"{at}/files", {"name": "orders.json", "content": json.dumps([shopify_order()])}).json()
    seen = api.get(f"{at}/files/{file['id']}/outcome").json()
    assert (seen["records"], seen["refused"][0]["field"]) == (1, "line_items[1].sku")
    assert api.get("/orders/1001").status_code == 404
    assert api.post(f"{at}/files/{file['id']}/commit").status_code == 202
    assert api.post(f"{at}/files/{file['id']}/drop").status_code == 409
    work_off(application, UUID(file["id"]))
    (refused,) = api.get(f"{at}/refusals").json()["items"]
    assert api.get(f"{at}/deliveries?status=done").json()["items"][0]["refused"] == 1
    again = f"{at}/refusals/{refused['id']}/retry"
    assert api.post(again).json()["refused"]["code"] == "unknown_sku"
    build.product("LAMP")
    assert api.post(f"{again}?preview=true").json()["taken"] is True
    assert api.get("/orders/1001").status_code == 404
    assert api.post(again).json() == {"taken": True, "refused": None}
    assert api.get("/orders/1001").json()["total"] == {"amount": "97.66", "currency": "EUR"}
    assert api.get(f"{at}/refusals").json()["items"] == []
    assert len(api.get(f"{at}/refusals?every=true").json()["items"]) == 1
    assert api.patch(at, {"status": "off", "locations": {"1": "PAR"}}).json()["status"] == "off"
    assert [one["name"] for one in api.get("/connectors").json()["items"]] == ["Shop"]


def test_what_is_wrong_is_named(api: Any) -> None:
    for body, field in (
        ({"name": "", "format": "shopify"}, "name"),
        ({"name": "x", "format": "magento"}, "format"),
        ({"name": "x", "format": "shopify", "node": "NOWHERE"}, "node"),
        ({"name": "x", "format": "shopify", "locations": {"1": "NOWHERE"}}, "locations"),
    ):
        answer = api.post("/connectors", body)
        assert answer.status_code in (404, 422) and answer.json()["field"] == field, answer.text
