"""What an agent does to an order, asked for by another system: previewed, done once, refused in words."""

from typing import Any

import pytest

from domain.fulfilment.record_scan import record_scan
from domain.kernel.permissions import Permission
from tests.support.builders import Builders


def order_of(api: Any, order_id: Any) -> Any:
    return api.get(f"/orders/{order_id}").json()


def test_a_key_without_the_right_is_refused(caller_with: Any, build: Builders) -> None:
    reader = caller_with(Permission.ORDERS_READ)
    answer = reader.post(f"/orders/{build.order()}/holds", {"reason": "Wait"})
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


def test_a_preview_keeps_nothing_and_its_digest_can_be_done(api: Any, build: Builders) -> None:
    placed = build.order()
    shown = api.post(f"/orders/{placed}/holds?preview=true", {"reason": "Wait"})
    assert shown.status_code == 200
    assert shown.json()["payment_difference"] == {"amount": "0.00", "currency": "EUR"}
    assert order_of(api, placed)["held"] is False
    done = api.post(f"/orders/{placed}/holds?digest={shown.json()['digest']}", {"reason": "Wait"})
    assert done.status_code == 201
    assert done.json()["reason"] == "Wait"
    assert done.json()["order"]["held"] is True
    assert done.headers["etag"] == '"2"'


def test_another_result_than_was_shown_is_refused_with_the_new_one(api: Any, build: Builders) -> None:
    placed = build.order()
    answer = api.post(f"/orders/{placed}/holds?digest={'0' * 64}", {"reason": "Wait"})
    assert (answer.status_code, answer.json()["code"]) == (409, "preview_changed")
    assert len(answer.json()["details"]["digest"]) == 64
    assert order_of(api, placed)["held"] is False


def test_the_same_key_holds_once(api: Any, build: Builders) -> None:
    placed = build.order()
    key = {"idempotency-key": "hold-1"}
    first = api.post(f"/orders/{placed}/holds", {"reason": "Wait"}, headers=key)
    again = api.post(f"/orders/{placed}/holds", {"reason": "Wait"}, headers=key)
    assert first.json() == again.json()
    assert len(order_of(api, placed)["holds"]) == 1


@pytest.mark.parametrize("path", ["holds", "edits", "returns", "refunds"])
def test_an_order_that_is_not_there_is_not_found(api: Any, path: str) -> None:
    bodies = {"holds": {"reason": "x"}, "edits": {}, "returns": {"lines": []}, "refunds": {"reason": "other"}}
    answer = api.post(f"/orders/%23NOPE/{path}", bodies[path])
    assert answer.status_code in (404, 422), answer.text


def test_a_parcel_that_waits_is_fetched_once(api: Any, build: Builders) -> None:
    placed = build.order(fulfilment="pickup")
    parcel = build.shipment(placed)
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Lyon")
    path = f"/orders/{placed}/shipments/{parcel}/pick-up"
    shown = api.post(f"{path}?preview=true", {})
    assert (shown.status_code, order_of(api, placed)["shipments"][0]["status"]) == (200, "delivered")
    done = api.post(f"{path}?digest={shown.json()['digest']}", {})
    assert (done.status_code, done.json()["shipments"][0]["status"]) == (201, "fetched")
    again = api.post(path, {})
    assert (again.status_code, again.json()["code"]) == (409, "not_waiting")
