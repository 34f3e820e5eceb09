"""The worker and the gateway: whatever goes wrong between them, every payment is made once."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import URL

from console.adapters.gateway import HttpGateway
from console.adapters.jobs import JobsAdapter
from console.bootstrap import build as build_console
from console.jobs.registry import TASKS
from console.jobs.schema import prepare_job_tables
from console.reactions import subscriptions
from console.settings import Settings
from console.worker import Heartbeat, run_worker, worker_app
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.ports.gateway import GatewayUnavailable, NoGateway
from domain.ports.jobs import Deferred
from domain.work.application import Application
from tests.support.asking import ask as rows
from tests.support.asking import assert_chains_hold
from tests.support.asking import one as value
from tests.support.builders import Builders
from tests.support.databases import copy_of_template
from tests.support.gateway import SECRET, GatewayProcess, gateway_process
from tests.support.tills import Till
from tests.support.worker import Workers, workers

SETTLE = TASKS["payments.settle"]

# fault: how often the first attempts fail, before one is answered
FAULTS = {
    "timeout_before": 1,
    "timeout_after": 1,
    "error_500_before": 1,
    "error_500_after": 1,
    "garbage": 1,
    "late": 1,
    "twice": 0,
}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def console(process: GatewayProcess, application: Application, database: Database) -> SimpleNamespace:
    """As a worker has it, at a gateway that it waits for 0.4 s."""
    process.faults()
    gateway = HttpGateway(process.url, process.secret, timeout=0.4)
    return SimpleNamespace(application=application, gateway=gateway, database=database)


@pytest.fixture
def till(application: Application, build: Builders) -> Till:
    return Till.of_new_order(application, build)


def settle(console: Any, payment: Any) -> int:
    """Runs the job as often as the worker would; how many runs failed."""
    for failures in range(5):
        try:
            SETTLE.work(console, intent_id=str(payment))
        except GatewayUnavailable:
            continue
        return failures
    raise AssertionError("no answer")


@pytest.fixture
def paid(till: Till, console: Any) -> Till:
    """A hundred euros by card, captured by the gateway."""
    assert settle(console, till.collect(10_000)) == 0
    return till


def payouts(process: GatewayProcess, payment: Any) -> list[dict[str, Any]]:
    return process.movements(key=str(payment))


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_a_refund_is_paid_out_once_and_booked_once(
    paid: Till, console: Any, process: GatewayProcess, fault: str
) -> None:
    (refund,) = paid.give_back(2500)
    process.faults({"match": {"kind": "refund"}, "fault": fault, "times": 1})
    assert settle(console, refund) == FAULTS[fault]
    assert settle(console, refund) == 0  # a second job for it does nothing
    (movement,) = payouts(process, refund)
    assert (movement["kind"], movement["amount"]) == ("refund", 2500)
    intent = paid.intent(refund)
    assert (intent.status, intent.vendor_ref, intent.problem) == ("settled", movement["id"], "")
    assert intent.attempts == FAULTS[fault] + 1
    assert (paid.sums.refunded, paid.sums.pending_refunded) == (2500, 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_capture_is_taken_once(till: Till, console: Any, process: GatewayProcess, fault: str) -> None:
    asked = till.collect(1000)
    process.faults({"match": {}, "fault": fault, "times": 2})
    settle(console, asked)
    assert [one["amount"] for one in payouts(process, asked)] == [1000]
    assert till.sums.captured == 1000


def test_a_refusal_is_final(paid: Till, console: Any, process: GatewayProcess) -> None:
    (refund,) = paid.give_back(2500)
    process.faults({"match": {}, "fault": "refuse", "code": "not_refundable", "times": 1})
    for _ in range(2):
        assert settle(console, refund) == 0
    assert payouts(process, refund) == []
    assert (paid.intent(refund).status, paid.intent(refund).problem) == ("refused", "not_refundable")
    assert (paid.sums.refunded, paid.sums.refundable) == (0, 10_000)


def test_while_there_is_no_answer_the_payment_waits_with_its_problem(till: Till, console: Any) -> None:
    asked = till.collect(1000)
    console.gateway = NoGateway()
    for _ in range(3):
        with pytest.raises(GatewayUnavailable):
            SETTLE.work(console, intent_id=str(asked))
    intent = till.intent(asked)
    assert (intent.status, intent.attempts) == ("pending", 3)
    assert intent.problem == "No payment gateway is set up."


def test_a_worker_that_dies_between_the_payout_and_its_record_pays_once(
    paid: Till, console: Any, process: GatewayProcess
) -> None:
    (refund,) = paid.give_back(2500)
    paid.send(console, refund)
    assert paid.intent(refund).status == "pending"
    assert settle(console, refund) == 0
    assert len(payouts(process, refund)) == 1
    assert paid.sums.refunded == 2500


def test_the_whole_life_of_an_authorisation(
    till: Till, console: Any, process: GatewayProcess, build: Builders, application: Application
) -> None:
    authorised = till.authorise(12_000)
    settle(console, authorised)
    build.shipment(till.order_id)
    TASKS["payments.capture_shipped"].work(console, order_id=str(till.order_id))
    while pending := [one.id for one in till.intents if one.status == "pending"]:
        for payment in pending:
            settle(console, payment)
    assert [(one.kind, one.amount, one.status) for one in till.intents] == [
        ("authorised", 12_000, "settled"),
        ("captured", 10_000, "settled"),
        ("voided", 2_000, "settled"),
    ]
    (refund,) = till.give_back(10_000)
    settle(console, refund)
    moved = [one for payment in till.intents for one in payouts(process, payment.id)]
    assert [one["kind"] for one in moved] == ["authorise", "capture", "void", "refund"]


def test_a_parcel_asks_for_the_capture(build: Builders, till: Till, application: Application) -> None:
    follow = Application(
        application.database, clock=application.clock, jobs=(noted := Noted()), subscriptions=subscriptions()
    )
    Builders(follow, build.actor).shipment(till.order_id)
    captures = [args for name, args in noted.jobs if name == "payments.capture_shipped"]
    assert captures == [{"order_id": str(till.order_id)}]


class Noted:
    """Keeps (task, arguments) of every job."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, Any]] = []

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        self.jobs.extend((job.task, dict(job.args)) for job in jobs)


class Shop:
    """A database with job tables, and the product on it as the worker has it."""

    def __init__(self, url: URL) -> None:
        self.url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.database = Database(url)
        prepare_job_tables(self.database)
        self.application = Application(self.database, jobs=JobsAdapter(), subscriptions=subscriptions())
        rights = frozenset(Permission)
        self.build = Builders(self.application, Actor(kind=Actor.system("").kind, name="test", permissions=rights))

    def count(self, query: str) -> int:
        return int(value(self.url, f"SELECT count(*) FROM {query}"))


@pytest.fixture
def shop(postgres: URL) -> Iterator[Shop]:
    with copy_of_template(postgres) as url:
        shop = Shop(url)
        yield shop
        shop.database.dispose()


def test_a_payment_whose_job_was_lost_gets_a_new_one(shop: Shop, process: GatewayProcess) -> None:
    process.faults()
    till = Till.of_new_order(shop.application, shop.build)
    lost, alive = till.collect(100), till.collect(200)
    with shop.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM procrastinate_jobs WHERE args->>'intent_id' = %s", (str(lost),))
        connection.exec_driver_sql("UPDATE payment_intents SET created_at = created_at - interval '1 hour'")
    console = SimpleNamespace(application=shop.application, database=shop.database)
    for _ in range(2):
        TASKS["payments.requeue"].work(console)
    jobs = rows(shop.url, "SELECT args->>'intent_id' FROM procrastinate_jobs WHERE task_name = 'payments.settle'")
    assert sorted(id for (id,) in jobs) == sorted(map(str, (lost, alive)))


def test_the_worker_settles_what_was_asked_for(shop: Shop, process: GatewayProcess) -> None:
    process.faults()
    till = Till.of_new_order(shop.application, shop.build)
    asked, declined = till.collect(100), till.collect(50, "tok_declined")
    settings = Settings(database_url=shop.url, gateway_url=process.url, gateway_secret=SECRET, _env_file=None)  # type: ignore[call-arg]
    console = build_console(settings)
    heart = Heartbeat(every=0.2, dead_after=0.5)
    app = worker_app(settings, console=console, tasks=TASKS, heartbeat=heart)
    asyncio.run(run_worker(app, concurrency=2, heartbeat=heart, wait=False, install_signal_handlers=False))
    console.database.dispose()
    assert (till.intent(asked).status, till.intent(declined).status) == ("settled", "refused")
    assert till.sums.captured == 100


REFUNDS = 200
ORDERS = 10
KILLS = 8
MOST_SECONDS = 300  # about 20 on a machine with nothing else to do


def test_two_hundred_refunds_are_paid_once_each_by_workers_that_are_killed(shop: Shop, tmp_path: Path) -> None:
    with gateway_process(tmp_path) as process:
        refunds = ask_for_refunds(shop, process)
        # The money has moved for a moment before the worker hears of it: that is when a kill hurts most.
        process.faults({"match": {"kind": "refund"}, "fault": "late", "times": None, "seconds": 0.05})
        settings = {
            "DATABASE_URL": shop.url,
            "GATEWAY_URL": process.url,
            "GATEWAY_SECRET": SECRET,
            "VAR": str(tmp_path),
            "WORKER_CONCURRENCY": "3",
        }
        with workers(settings, log=tmp_path / "worker.log") as pool:
            kill_workers_until_done(pool, shop)
        moved = process.movements()
    paid_out = [one["idempotency_key"] for one in moved if one["kind"] == "refund"]
    assert len(paid_out) == REFUNDS
    assert set(paid_out) == set(map(str, refunds))
    assert booked(shop) == REFUNDS
    assert shop.count("payment_intents WHERE status = 'settled' AND kind = 'refunded'") == REFUNDS
    assert shop.count("events WHERE type = 'payment.refunded'") == REFUNDS
    assert value(shop.url, "SELECT sum(amount)::bigint FROM payment_entries WHERE kind = 'refunded'") == REFUNDS * 25
    interrupted = shop.count("payment_intents WHERE kind = 'refunded' AND attempts > 1")
    assert interrupted, "no kill hit a payment on its way: the test has shown nothing"
    assert_chains_hold(shop.url)


def ask_for_refunds(shop: Shop, process: GatewayProcess) -> list[Any]:
    """Ten orders paid by card through the gateway, each to be given back in twenty parts."""
    console = SimpleNamespace(application=shop.application, gateway=HttpGateway(process.url, process.secret))
    tills = [Till.of_new_order(shop.application, shop.build, total=500) for _ in range(ORDERS)]
    for till in tills:
        settle(console, till.collect(500))
    return [refund for till in tills for _ in range(REFUNDS // ORDERS) for refund in till.give_back(25)]


def kill_workers_until_done(pool: Workers, shop: Shop) -> None:
    """Keeps two workers and kills the older one each time some more refunds are booked, `KILLS` times."""
    chance = random.Random(20261125)
    running = [pool.start(), pool.start()]
    kills, next_kill, deadline = 0, 10, time.monotonic() + MOST_SECONDS
    while booked(shop) < REFUNDS:
        assert time.monotonic() < deadline, "the refunds are not done"
        time.sleep(chance.uniform(0, 0.1))
        if kills < KILLS and booked(shop) >= next_kill:
            pool.kill(running.pop(0))
            running.append(pool.start())
            kills += 1
            next_kill += chance.randint(5, 20)
    assert kills == KILLS


def booked(shop: Shop) -> int:
    return shop.count("payment_entries WHERE kind = 'refunded'")
