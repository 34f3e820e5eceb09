"""`Idempotency-Key` on every POST."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from tests.support.builders import PARIS, Builders

KEY = {"idempotency-key": "5f1b7c1e"}


@pytest.fixture
def order(build: Builders) -> dict[str, Any]:
    """The body of an order that can be placed."""
    build.goods("SHIRT", on_hand=5)
    return {
        "customer_id": str(build.customer()),
        "currency": "EUR",
        "lines": [{"sku": "SHIRT", "quantity": 1}],
        "shipping_address": PARIS,
    }


def count(api: Any, path: str = "/orders") -> int:
    return len(api.get(path).json()["items"])


def test_the_same_request_gives_the_same_answer(api: Any, order: dict[str, Any]) -> None:
    first = api.post("/orders", order, headers=KEY)
    again = api.post("/orders", dict(reversed(order.items())), headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert (again.headers["etag"], again.headers["location"]) == (first.headers["etag"], first.headers["location"])
    assert count(api) == 1


def test_another_request_under_the_same_key_is_refused(api: Any, order: dict[str, Any]) -> None:
    api.post("/orders", order, headers=KEY)
    other = api.post("/orders", order | {"currency": "USD"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert count(api) == 1


def test_a_refused_request_keeps_nothing(api: Any, order: dict[str, Any]) -> None:
    refused = api.post("/orders", order | {"lines": [{"sku": "NO-SUCH", "quantity": 1}]}, headers=KEY)
    assert refused.status_code == 422
    assert api.post("/orders", order, headers=KEY).status_code == 201


def test_twins_at_the_same_moment_act_once(api: Any, order: dict[str, Any]) -> None:
    async def together() -> list[Any]:
        calls = [api.call("POST", "/orders", json=order, headers=KEY) for _ in range(6)]
        return await asyncio.gather(*calls)

    answers = asyncio.run(together())
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert count(api) == 1


def test_without_a_key_twice_is_twice(api: Any, order: dict[str, Any]) -> None:
    for _ in range(2):
        assert api.post("/orders", order).status_code == 201
    assert count(api) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "with space", "é"])
def test_keys_that_cannot_be(api: Any, order: dict[str, Any], key: str) -> None:
    refused = api.post("/orders", order, headers={"idempotency-key": key.encode()})
    assert (refused.status_code, refused.json()["field"]) == (422, "Idempotency-Key")


def test_every_post_keeps_its_answer(api: Any, build: Builders) -> None:
    customer_id, order_id = build.customer(), build.order()
    parcel = build.shipment(build.order())
    requests: dict[str, dict[str, Any]] = {
        "/customers": {"last_name": "Zola"},
        f"/customers/{customer_id}/notes": {"body": "One."},
        f"/orders/{order_id}/notes": {"body": "Two."},
        "/shipments": {"order": str(order_id)},
        f"/shipments/{parcel}/events": {"status": "in_transit"},
    }
    for path, body in requests.items():
        first, again = (api.post(path, body, headers=KEY) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201), (path, first.text, again.text)
        assert first.content == again.content
        assert UUID(first.json()["id"])


def test_a_key_is_for_one_address(api: Any, build: Builders) -> None:
    one, two = build.customer(), build.customer()
    assert api.post(f"/customers/{one}/notes", {"body": "x"}, headers=KEY).status_code == 201
    assert api.post(f"/customers/{two}/notes", {"body": "x"}, headers=KEY).status_code == 409
