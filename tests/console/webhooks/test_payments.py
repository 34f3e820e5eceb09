"""Webhooks of the payment gateway: only signed ones are kept, each once, and in any order they do no harm."""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from console import bootstrap
from console.adapters.gateway import HttpGateway
from console.adapters.webhook_signatures import sign
from console.bootstrap import Console
from console.jobs.registry import TASKS
from console.reactions.payments import HANDLERS
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.work.application import Application
from tests.support.api import the_api
from tests.support.builders import Builders
from tests.support.gateway import SECRET, gateway_process
from tests.support.jobs import NotedJobs
from tests.support.server import connect
from tests.support.tills import Till
from tests.support.webhooks import webhook_receiver

WORK_OFF = "payments.work_off_webhook"


@pytest.fixture
def console(database: Database, database_url: str, application: Application) -> Iterator[Console]:
    settings = Settings(
        database_url=database_url,
        gateway_url="http://127.0.0.1:9",
        gateway_secret=f"{SECRET},the-secret-before-this-one",
        _env_file=None,
    )  # type: ignore[call-arg]
    wired = Console(settings=settings, database=database, application=application)
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture
def post(console: Console) -> Callable[..., httpx.Response]:
    """A delivery as it is sent, signed at the test's time unless headers are given."""
    app = the_api()

    def post(
        body: bytes, headers: dict[str, str] | None = None, signed_body: bytes = b"", **signed: Any
    ) -> httpx.Response:
        if headers is None:
            values = {"secret": SECRET, "delivery_id": "msg_1", "at": console.application.clock.now()}
            headers = sign(body=signed_body or body, **values | signed)

        async def call() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app), base_url="http://hooks.test"
            ) as client:
                return await client.post("/webhooks/payments", content=body, headers=headers)

        return asyncio.run(call())

    return post


@pytest.fixture
def work_off(console: Console, jobs: NotedJobs) -> Callable[[], None]:
    """Does every job about deliveries that was queued, and forgets them."""

    def work_off() -> None:
        due = [job for job in jobs.noted if job.task == WORK_OFF]
        jobs.noted.clear()
        for job in due:
            TASKS[WORK_OFF].work(console, **job.args)

    return work_off


@pytest.fixture
def kept(database: Database) -> Callable[[], list[tuple[Any, ...]]]:
    """(delivery, type, whether it is worked off, problem) of every delivery."""

    def kept() -> list[tuple[Any, ...]]:
        with connect(database.url.set(drivername="postgresql")) as connection:
            return connection.execute(
                "SELECT delivery_id, type, worked_off_at IS NOT NULL, problem FROM webhook_deliveries ORDER BY 1"
            ).fetchall()

    return kept


@pytest.fixture
def till(application: Application, build: Builders) -> Till:
    return Till.of_new_order(application, build)


def told(payment: UUID, **changes: Any) -> bytes:
    """What the gateway says about a movement of ten euros."""
    data = {
        "id": "cap_1",
        "status": "settled",
        "code": "",
        "amount": 1000,
        "currency": "EUR",
        "idempotency_key": str(payment),
    }
    return json.dumps({"type": "payment.settled", "data": data | changes}).encode()


def test_a_signed_delivery_is_kept_and_settles_the_payment(
    till: Till, post: Any, work_off: Any, kept: Any, jobs: NotedJobs
) -> None:
    asked = till.collect(1000)
    assert post(told(asked)).status_code == 204
    assert till.intent(asked).status == "pending"  # answered before anything is done
    work_off()
    assert (till.intent(asked).status, till.sums.captured) == ("settled", 1000)
    assert kept() == [("msg_1", "payment.settled", True, "")]


def test_a_repeated_delivery_is_kept_once(till: Till, post: Any, work_off: Any, kept: Any, jobs: NotedJobs) -> None:
    asked = till.collect(1000)
    jobs.noted.clear()
    assert [post(told(asked)).status_code for _ in range(3)] == [204] * 3
    assert jobs.tasks == [WORK_OFF]
    work_off()
    assert post(told(asked)).status_code == 204
    assert jobs.noted == []
    assert till.sums.captured == 1000


@pytest.mark.parametrize(
    "signed",
    [
        {"secret": "another"},
        {"signed_body": b"{}"},
        {"at": datetime(2026, 11, 24, 9, 50, tzinfo=UTC)},
        {"at": datetime(2026, 11, 24, 10, 10, tzinfo=UTC)},
    ],
)
def test_what_the_gateway_did_not_sign_just_now_is_refused(till: Till, post: Any, kept: Any, signed: Any) -> None:
    answer = post(told(till.collect(1000)), **signed)
    assert (answer.status_code, answer.json()["code"]) == (401, "signature_refused")
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET not in answer.text
    assert kept() == []


def test_without_headers_it_is_refused(post: Any, kept: Any) -> None:
    assert post(b"{}", headers={}).status_code == 401
    assert kept() == []


def test_without_a_gateway_nothing_is_taken(post: Any, console: Console, database_url: str) -> None:
    console.settings = Settings(database_url=database_url, _env_file=None)  # type: ignore[call-arg]
    assert post(b'{"type": "payment.settled"}', secret="").status_code == 401


def test_the_secret_before_this_one_is_still_good(till: Till, post: Any) -> None:
    assert post(told(till.collect(1000)), secret="the-secret-before-this-one").status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"null", b"{}", b"\xff\xfe", b'{"type": 7}', b'{"type": ""}', b"[" * 60_000),
        *(b'{"type": "a\\u0000"}', b'{"type": "\\ud800"}', b'{"type": "' + b"x" * 101 + b'"}', b"\0{}"),
    ],
)
def test_what_cannot_be_read_is_refused(post: Any, kept: Any, body: bytes) -> None:
    answer = post(body)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert kept() == []


def test_what_is_too_large_is_refused_before_it_is_looked_at(post: Any, kept: Any) -> None:
    assert post(b" " * 65_537).status_code == 413
    assert kept() == []


def test_an_unknown_type_is_kept_and_marked(post: Any, work_off: Any, kept: Any) -> None:
    assert post(b'{"type": "payout.made", "data": {}}').status_code == 204
    work_off()
    assert kept() == [("msg_1", "payout.made", True, "unknown type")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"idempotency_key": "01a"}, "unreadable"),
        ({"idempotency_key": None}, "unreadable"),
        ({"idempotency_key": str(new_id())}, "not_found"),
        ({"status": "maybe"}, "unreadable"),
        ({"amount": "1000"}, "unreadable"),
        ({"amount": True}, "unreadable"),
        ({"amount": 999}, "answer_differs"),
        ({"amount": 10**30}, "answer_differs"),
        ({"currency": "USD"}, "answer_differs"),
        ({"currency": 7}, "unknown_currency"),
    ],
)
def test_what_makes_no_sense_is_kept_with_its_problem_and_moves_nothing(
    till: Till, post: Any, work_off: Any, kept: Any, changes: dict[str, Any], problem: str
) -> None:
    asked = till.collect(1000)
    assert post(told(asked, **changes)).status_code == 204
    work_off()
    ((_, _, worked_off, kept_problem),) = kept()
    assert worked_off
    assert kept_problem.startswith(f"{problem}: ")
    assert till.intent(asked).status == "pending"


@pytest.mark.parametrize("data", [None, [], "x", 7])
def test_data_that_is_no_object_is_a_problem(post: Any, work_off: Any, kept: Any, data: Any) -> None:
    post(json.dumps({"type": "payment.settled", "data": data}).encode())
    work_off()
    assert kept()[0][3].startswith("unreadable")


def test_other_parts_handle_their_own_types(
    post: Any, work_off: Any, kept: Any, monkeypatch: pytest.MonkeyPatch, console: Console
) -> None:
    seen: list[Any] = []
    monkeypatch.setitem(HANDLERS, "dispute.opened", lambda *given: seen.append(given))
    post(b'{"type": "dispute.opened", "data": {"id": "dp_1"}}')
    work_off()
    assert seen == [(console, {"id": "dp_1"})]

    def refuse(*_given: Any) -> None:
        raise Conflict(code="unknown_order", en="No.", fr="Non.")

    monkeypatch.setitem(HANDLERS, "dispute.closed", refuse)
    post(b'{"type": "dispute.closed", "data": {}}', delivery_id="msg_2")
    work_off()
    assert kept()[1] == ("msg_2", "dispute.closed", True, "unknown_order: No.")


def test_a_handler_that_breaks_leaves_the_delivery_to_be_worked_off_later(
    post: Any, work_off: Any, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setitem(HANDLERS, "dispute.opened", break_down)
    post(b'{"type": "dispute.opened", "data": {}}')
    with pytest.raises(RuntimeError):
        work_off()
    assert kept() == [("msg_1", "dispute.opened", False, "")]


def test_what_a_real_gateway_tells_settles_everything_once_in_any_order(
    till: Till, console: Console, post: Any, work_off: Any, clock: SetClock, tmp_path: Path, kept: Any
) -> None:
    with webhook_receiver() as receiver, gateway_process(tmp_path, webhook=receiver.url) as process:
        console.gateway = HttpGateway(process.url, process.secret)
        process.faults({"match": {"kind": "capture"}, "fault": "twice", "times": 1})
        asked = [till.collect(1000), till.collect(500), till.collect(300, "tok_declined")]
        answered = [till.send(console, payment) for payment in asked]
        deliveries = [receiver.next() for _ in range(4)]
    clock.at = datetime.now(UTC) - timedelta(seconds=5)
    random.Random(7).shuffle(deliveries)
    till.answer(asked[1], answered[1])
    for one in deliveries:
        assert post(one.body, headers=one.headers).status_code == 204
        work_off()
    assert [till.intent(payment).status for payment in asked] == ["settled", "settled", "refused"]
    assert (till.sums.captured, len(kept())) == (1500, 3)
    assert [problem for *_, problem in kept()] == ["", "", ""]
    for payment, answer in zip(asked, answered, strict=True):
        till.answer(payment, answer)
    assert (till.sums.captured, till.sums.paid) == (1500, 1500)
