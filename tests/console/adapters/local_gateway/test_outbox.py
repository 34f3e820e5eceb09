"""What the vendor tells, and that it is believed only with its signature."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from console.adapters.webhook_signatures import verify
from tests.support.gateway import SECRET, GatewayProcess, gateway_process
from tests.support.webhooks import Delivery, Receiver, webhook_receiver

BODY = {"amount": 700, "currency": "EUR", "token": "tok_private", "reference": "#C7"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as running:
        yield running


@pytest.fixture
def vendor(tmp_path: Path, receiver: Receiver) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path, webhook=receiver.url) as running:
        yield running


def told(delivery: Delivery) -> tuple[str, dict[str, Any]]:
    body = json.loads(delivery.body)
    return body["type"], body["data"]


def test_movements_and_refusals_are_told_with_their_key_and_without_the_token(
    vendor: GatewayProcess, receiver: Receiver
) -> None:
    for path, token in (("captures", "tok_private"), ("refunds", "tok_private"), ("refunds", "tok_no_refunds")):
        answer = vendor.post(f"/v1/{path}", {**BODY, "token": token}, key=f"{path}-{token}").json()
        delivery = receiver.next()
        type, data = told(delivery)
        assert type == {"captures": "payment.settled"}.get(
            path, "refund.settled" if answer["status"] == "settled" else "payment.refused"
        )
        assert data == answer
        assert data["idempotency_key"] == f"{path}-{token}"
        assert b"tok_private" not in delivery.body.replace(data["idempotency_key"].encode(), b"")


def test_the_signature_agrees_with_a_computation_of_its_own(vendor: GatewayProcess, receiver: Receiver) -> None:
    vendor.post("/v1/captures", BODY, key="k")
    delivery = receiver.next()
    headers = delivery.headers
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + delivery.body
    expected = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    now = datetime.now(UTC)
    assert verify(secrets=[SECRET], headers=headers, body=delivery.body, now=now) == headers["webhook-id"]


def test_one_that_is_not_taken_is_sent_again_under_the_same_id(vendor: GatewayProcess, receiver: Receiver) -> None:
    receiver.answers.put(503)
    vendor.post("/v1/captures", BODY, key="k")
    first, second = receiver.next(), receiver.next()
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert receiver.is_quiet(0.8)


def test_a_retry_tells_nothing_new(vendor: GatewayProcess, receiver: Receiver) -> None:
    vendor.post("/v1/captures", BODY, key="k")
    receiver.next()
    vendor.post("/v1/captures", BODY, key="k")
    assert receiver.is_quiet(0.5)


def test_twice_is_delivered_twice_under_one_id(vendor: GatewayProcess, receiver: Receiver) -> None:
    vendor.faults({"match": {"kind": "capture"}, "fault": "twice", "times": 1})
    vendor.post("/v1/captures", BODY, key="k")
    assert receiver.next().headers["webhook-id"] == receiver.next().headers["webhook-id"]
    assert receiver.is_quiet(0.5)


def test_what_a_kill_kept_from_being_told_is_told_after_the_restart(vendor: GatewayProcess, receiver: Receiver) -> None:
    for _ in range(2):
        receiver.answers.put(500)
    vendor.post("/v1/captures", BODY, key="k")
    first = receiver.next()
    vendor.kill()
    vendor.start()
    assert told(receiver.next()) == told(first)


def test_a_dispute_is_opened_closed_once_and_told(vendor: GatewayProcess, receiver: Receiver) -> None:
    capture = vendor.post("/v1/captures", BODY, key="k").json()["id"]
    receiver.next()
    opened = vendor.post("/disputes", {"reference": "#C7", "amount": 700, "reason": "fraudulent"}).json()
    assert told(receiver.next()) == ("dispute.opened", opened)
    assert (opened["original"], opened["currency"], opened["status"]) == (capture, "EUR", "open")
    refund = vendor.post("/v1/refunds", {**BODY, "original": capture}, key="r").json()
    assert refund["code"] == "charge_disputed"
    assert receiver.next()
    for _ in range(2):
        closed = vendor.post(f"/disputes/{opened['id']}/close", {"outcome": "won"})
        assert closed.json()["status"] == "won"
    assert told(receiver.next()) == ("dispute.closed", closed.json())
    assert receiver.is_quiet(0.3)
    assert vendor.post(f"/disputes/{opened['id']}/close", {"outcome": "lost"}).status_code == 409
    assert vendor.balances()[0]["disputed"] == 0


def test_a_dispute_about_a_payment_of_elsewhere_needs_a_currency(vendor: GatewayProcess) -> None:
    body = {"reference": "#W1", "amount": 500, "reason": "general"}
    assert vendor.post("/disputes", body).status_code == 422
    assert vendor.post("/disputes", {**body, "currency": "USD"}).status_code == 201
    assert vendor.post("/disputes/dp_nothing/close", {"outcome": "won"}).status_code == 404
    assert vendor.post("/disputes/dp_nothing/close", {"outcome": "perhaps"}).status_code == 422
