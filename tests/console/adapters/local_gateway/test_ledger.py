"""What the vendor moves, what it refuses, and that it forgets nothing."""

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.gateway import GatewayProcess, gateway_process

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path_factory.mktemp("gateway")) as running:
        yield running


def ask(vendor: GatewayProcess, path: str, amount: int, *, original: str = "", **more: Any) -> dict[str, Any]:
    body = {"amount": amount, "currency": "EUR", "token": "tok_1", "reference": "#C1", "original": original, **more}
    answer = vendor.post(f"/v1/{path}", body, key=f"key-{next(_numbers)}")
    return {"http": answer.status_code, **answer.json()}


def test_an_authorisation_is_captured_in_parts_and_the_rest_is_voided(vendor: GatewayProcess) -> None:
    held = ask(vendor, "authorisations", 1000)["id"]
    assert ask(vendor, "captures", 600, original=held)["status"] == "settled"
    assert ask(vendor, "captures", 401, original=held)["code"] == "above_authorised"
    assert ask(vendor, "voids", 400, original=held)["status"] == "settled"
    assert ask(vendor, "captures", 1, original=held)["code"] == "above_authorised"
    assert ask(vendor, "voids", 1, original=held)["code"] == "above_authorised"


def test_no_more_is_refunded_than_was_captured(vendor: GatewayProcess) -> None:
    held = ask(vendor, "authorisations", 1000)["id"]
    first = ask(vendor, "captures", 600, original=held)["id"]
    second = ask(vendor, "captures", 400, original=held)["id"]
    assert ask(vendor, "refunds", 601, original=first)["code"] == "not_refundable"
    assert ask(vendor, "refunds", 600, original=first)["status"] == "settled"
    assert ask(vendor, "refunds", 1, original=first)["code"] == "not_refundable"
    assert ask(vendor, "refunds", 300, original=held)["status"] == "settled"
    assert ask(vendor, "refunds", 101, original=second)["code"] == "not_refundable"
    assert ask(vendor, "refunds", 100, original=second)["status"] == "settled"


def test_what_does_not_fit_its_original_is_refused(vendor: GatewayProcess) -> None:
    sale = ask(vendor, "captures", 500)["id"]
    refused = ask(vendor, "captures", 500, token="tok_declined")["id"]
    assert ask(vendor, "captures", 100, original=sale)["code"] == "not_an_authorisation"
    assert ask(vendor, "refunds", 100, original="cap_unknown")["code"] == "unknown_original"
    assert ask(vendor, "refunds", 100, original=refused)["code"] == "unknown_original"
    assert ask(vendor, "voids", 100)["code"] == "unknown_original"
    assert ask(vendor, "refunds", 100, original=sale, currency="USD")["code"] == "currency_mismatch"


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": 1.5},
        {"amount": True},
        {"amount": 10**14},
        {"currency": "eur"},
        {"token": ""},
        {"reference": None},
        {"original": 7},
        {"card_number": "4242424242424242"},
    ],
)
def test_what_makes_no_sense_is_not_kept(vendor: GatewayProcess, wrong: dict[str, Any]) -> None:
    answer = ask(vendor, "captures", **{"amount": 100, "reference": "#C404", **wrong})
    assert (answer["http"], answer["code"]) == (422, "invalid_request")
    assert vendor.movements(reference="#C404", status="all") == []


def test_a_request_without_a_key_or_without_json_is_refused(vendor: GatewayProcess) -> None:
    assert vendor.post("/v1/captures", {"amount": 1}).status_code == 422
    assert vendor._client.post(f"{vendor.url}/v1/captures", content=b"{").status_code == 422
    assert vendor._client.post(f"{vendor.url}/v1/captures", content=b" " * 70_000).status_code == 413
    assert vendor._client.get(f"{vendor.url}/v1/nothing").status_code == 404


@pytest.mark.parametrize(
    "rules",
    [
        {},
        [{"fault": "sulk"}],
        [{"fault": "late", "match": {"colour": "red"}}],
        [{"fault": "late", "times": -1}],
        [{"fault": "late", "seconds": "two"}],
        [{"fault": "refuse", "code": ""}],
        [{"match": {}}],
        ["late"],
    ],
)
def test_faults_that_make_no_sense_leave_those_in_force(vendor: GatewayProcess, rules: Any) -> None:
    vendor.faults({"match": {"reference": "#C9"}, "fault": "refuse"})
    assert vendor._client.put(f"{vendor.url}/faults", json=rules).status_code == 422
    assert [one["fault"] for one in vendor._client.get(f"{vendor.url}/faults").json()] == ["refuse"]
    assert vendor._client.delete(f"{vendor.url}/faults").json() == []


def test_killed_after_the_movement_and_before_the_answer_it_moves_nothing_twice(tmp_path: Path) -> None:
    with gateway_process(tmp_path) as vendor:
        vendor.faults({"match": {}, "fault": "timeout_after"})
        body = {"amount": 700, "currency": "EUR", "token": "tok_1", "reference": "#C7"}
        lost: list[Exception] = []

        def first_attempt() -> None:
            try:
                vendor.post("/v1/refunds", body, key="k")
            except Exception as error:
                lost.append(error)

        thread = threading.Thread(target=first_attempt)
        thread.start()
        while not vendor.movements():
            time.sleep(0.02)
        vendor.kill()
        thread.join()
        assert lost
        vendor.start()
        again = vendor.post("/v1/refunds", body, key="k")
        assert again.status_code == 201
        assert [one["id"] for one in vendor.movements(reference="#C7")] == [again.json()["id"]]
        assert vendor.balances() == [{"currency": "EUR", "captured": 0, "refunded": 700, "disputed": 0, "net": -700}]


def test_the_file_is_for_its_owner_and_answers_show_no_token(tmp_path: Path) -> None:
    with gateway_process(tmp_path) as vendor:
        ask(vendor, "captures", 100, token="tok_private")
        assert (tmp_path / "ledger.sqlite3").stat().st_mode & 0o077 == 0
        assert "tok_private" not in str(vendor.movements())
