"""The HTTP client of the payment gateway, against a vendor that misbehaves in every known way."""

import itertools
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.adapters.gateway import HttpGateway, gateway_of
from console.settings import Settings
from domain.kernel.money import Money
from domain.ports.gateway import GatewayAnswer, GatewayRequest, GatewayUnavailable, NoGateway
from tests.support.gateway import GatewayProcess, gateway_process
from tests.support.together import errors_of, together

_numbers = itertools.count(1)

# fault: whether the first attempt is answered, and whether it moves money
FAULTS = {
    "timeout_before": (False, 0),
    "timeout_after": (False, 1),
    "error_500_before": (False, 0),
    "error_500_after": (False, 1),
    "garbage": (False, 1),
    "late": (False, 1),
    "twice": (True, 1),
}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def gateway(process: GatewayProcess) -> HttpGateway:
    process.faults()
    return HttpGateway(process.url, process.secret, timeout=0.4)


def request(kind: str = "capture", *, token: str = "tok_1", minor: int = 1999, original: str = "") -> GatewayRequest:
    """One that no other test has made."""
    number = next(_numbers)
    return GatewayRequest(
        kind=kind,
        amount=Money(minor, "EUR"),
        token=token,
        idempotency_key=f"key-{number}",
        reference=f"#C{number}",
        original=original,
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_a_retry_with_the_same_key_moves_the_money_once(
    process: GatewayProcess, gateway: HttpGateway, fault: str
) -> None:
    answered, moved = FAULTS[fault]
    wanted = request("refund")
    process.faults({"match": {"reference": wanted.reference}, "fault": fault, "times": 1, "seconds": 0.8})
    if answered:
        first = gateway.send(wanted)
    else:
        with pytest.raises(GatewayUnavailable):
            gateway.send(wanted)
    assert len(process.movements(reference=wanted.reference)) == moved
    second = gateway.send(wanted)
    [movement] = process.movements(reference=wanted.reference)
    assert second == GatewayAnswer(settled=True, vendor_ref=movement["id"])
    assert not answered or first == second
    assert (movement["amount"], movement["currency"], movement["idempotency_key"]) == (
        1999,
        "EUR",
        wanted.idempotency_key,
    )


def test_a_second_answer_on_the_line_does_not_pass_for_that_of_the_next_request(
    process: GatewayProcess, gateway: HttpGateway
) -> None:
    process.faults({"match": {}, "fault": "twice"})
    for _ in range(3):
        wanted = request()
        [movement] = [gateway.send(wanted)] and process.movements(key=wanted.idempotency_key)
        assert gateway.send(wanted).vendor_ref == movement["id"]


def test_a_refusal_is_for_good(process: GatewayProcess, gateway: HttpGateway) -> None:
    wanted = request()
    process.faults({"match": {"kind": "capture"}, "fault": "refuse", "code": "insufficient_funds", "times": 1})
    first = gateway.send(wanted)
    assert (first.settled, first.code) == (False, "insufficient_funds")
    assert gateway.send(wanted) == first
    assert process.movements(reference=wanted.reference) == []


@pytest.mark.parametrize(
    ("kind", "token", "code"),
    [
        ("authorise", "tok_declined", "card_declined"),
        ("capture", "tok_insufficient", "insufficient_funds"),
        ("capture", "tok_expired", "card_expired"),
        ("refund", "tok_no_refunds", "not_refundable"),
    ],
)
def test_well_known_tokens_are_refused(gateway: HttpGateway, kind: str, token: str, code: str) -> None:
    answer = gateway.send(request(kind, token=token))
    assert (answer.settled, answer.code) == (False, code)
    assert answer.vendor_ref


def test_twins_at_once_get_one_answer_and_move_money_once(process: GatewayProcess, gateway: HttpGateway) -> None:
    wanted = request()
    patient = HttpGateway(process.url, process.secret)
    answers = together(*[lambda: patient.send(wanted)] * 8)
    assert errors_of(answers) == []
    assert len(set(answers)) == 1
    assert len(process.movements(reference=wanted.reference)) == 1


def test_a_key_with_another_request_leaves_open_what_became_of_it(
    process: GatewayProcess, gateway: HttpGateway
) -> None:
    wanted = request()
    gateway.send(wanted)
    with pytest.raises(GatewayUnavailable, match="409"):
        gateway.send(replace(wanted, amount=Money(1, "EUR")))
    assert len(process.movements(key=wanted.idempotency_key)) == 1


def test_what_nobody_can_carry_out_is_refused(gateway: HttpGateway) -> None:
    answer = gateway.send(request(minor=0))
    assert answer == GatewayAnswer(settled=False, vendor_ref="", code="invalid_request")


def test_a_wrong_secret_settles_nothing(process: GatewayProcess) -> None:
    with pytest.raises(GatewayUnavailable, match="401"):
        HttpGateway(process.url, "not-the-secret").send(request())


def test_nobody_there_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(GatewayUnavailable, match="ConnectError"):
        HttpGateway(f"http://127.0.0.1:{port}", "s").send(request())


@pytest.mark.parametrize(
    "answer",
    [
        "409 Conflict\r\ncontent-length: 22\r\n\r\n" + '{"code":"in_progress"}',
        "503 Unavailable\r\ncontent-length: 0\r\n\r\n",
        "302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        '200 OK\r\ncontent-length: 17\r\n\r\n["not an object"]',
        '201 Created\r\ncontent-length: 20\r\n\r\n{"status":"settled"}',
        '201 Created\r\ncontent-length: 33\r\n\r\n{"id":"cap_1","status":"pending"}',
        '402 Payment Required\r\ncontent-length: 14\r\n\r\n{"id":"cap_1"}',
        '201 Created\r\ncontent-length: 99\r\n\r\n{"id":"cap_1',
        '201 Created\r\ncontent-encoding: gzip\r\ncontent-length: 14\r\n\r\n{"id":"cap_1"}',
        "nonsense\r\n\r\n",
    ],
)
def test_an_answer_that_does_not_say_is_no_answer(answer: str) -> None:
    text = answer if answer == "nonsense\r\n\r\n" else f"HTTP/1.1 {answer}"
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer_once, args=(server, text.encode()))
        thread.start()
        with pytest.raises(GatewayUnavailable) as refusal:
            HttpGateway(f"http://127.0.0.1:{server.getsockname()[1]}", "s" * 24).send(request())
        thread.join()
    assert refusal.value.__suppress_context__ or refusal.value.__cause__ is None


def answer_once(server: socket.socket, answer: bytes) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(answer)


def test_no_token_gets_into_a_log_or_an_error(
    process: GatewayProcess, gateway: HttpGateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wanted = request(token="tok_very_private")
    process.faults({"match": {}, "fault": "garbage", "times": 1})
    with pytest.raises(GatewayUnavailable) as refusal:
        gateway.send(wanted)
    gateway.send(wanted)
    assert "tok_very_private" not in caplog.text + str(refusal.value) + repr(wanted)
    assert process.secret not in caplog.text


def test_the_settings_choose_the_gateway(tmp_path: Path) -> None:
    assert isinstance(gateway_of(Settings(var=tmp_path, gateway_url=None, gateway_secret=None)), NoGateway)
    settings = Settings(var=tmp_path, gateway_url="http://127.0.0.1:9", gateway_secret="s" * 24)
    assert isinstance(gateway_of(settings), HttpGateway)
    with pytest.raises(GatewayUnavailable):
        NoGateway().send(request())
