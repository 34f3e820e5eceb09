"""`perform` commits whole or not at all, `preview` leaves nothing, `ask` only reads, refusals are remembered."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from domain.customers.add_note import add_note
from domain.customers.create import create_customer
from domain.customers.load import load_customer
from domain.customers.queries import customer
from domain.db.database import Database
from domain.events.event import Stream
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Busy, Conflict, Denied, NotFound
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.event import EventRow
from domain.ports.jobs import Deferred
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.together import errors_of, together

ME = Actor.system("test")
NAMES = {"first_name": "Ana", "last_name": "Li"}


class RowJobs:
    """A queue in the database: its rows commit or vanish with the transaction whose connection it is given."""

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        for job in jobs:
            connection.execute("INSERT INTO test_queue.asked VALUES (%s, %s)", [job.task, job.lock])


@pytest.fixture
def asked(sql: Callable[..., list[Any]]) -> Iterator[Callable[[], list[tuple[str, str | None]]]]:
    sql("CREATE SCHEMA test_queue; CREATE TABLE test_queue.asked (task text, lock text)")
    yield lambda: sql("SELECT task, lock FROM test_queue.asked ORDER BY 1")
    sql("DROP SCHEMA test_queue CASCADE")


@pytest.fixture
def queueing(database: Database, clock: SetClock) -> Application:
    subscriptions = Subscriptions()
    args = {"args": lambda event: {"id": str(event.customer_id)}}
    subscriptions.on(["customer.created", "note.added"], task="reassess", lock=lambda e: e.customer_id, **args)
    subscriptions.on(["customer.created"], task="greet", **args)
    return Application(database, clock=clock, jobs=RowJobs(), subscriptions=subscriptions)


def test_jobs_commit_with_what_asked_for_them(queueing: Application, asked: Callable[[], list[Any]]):
    customer_id = queueing.perform(create_customer, ME, **NAMES)
    assert asked() == [("greet", None), ("reassess", str(customer_id))]


def test_jobs_vanish_with_what_asked_for_them(queueing: Application, asked: Callable[[], list[Any]]):
    class Late(RowJobs):
        def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
            super().defer(jobs, connection=connection)
            if "greet" in [job.task for job in jobs]:
                raise RuntimeError("the power fails")

    queueing.jobs = Late()
    with pytest.raises(RuntimeError):
        queueing.perform(create_customer, ME, **NAMES)
    queueing.preview(create_customer, ME, **NAMES)
    assert asked() == []


def test_the_same_job_is_asked_for_once(queueing: Application, asked: Callable[[], list[Any]]):
    def twice(unit: Unit) -> UUID:
        customer_id = create_customer(unit, **NAMES)
        unit.session.flush()
        for body in ("one", "two"):
            add_note(unit, customer_id=customer_id, body=body)
        return customer_id

    customer_id = queueing.perform(twice, ME)
    assert asked() == [("greet", None), ("reassess", str(customer_id))]


def test_nothing_half_written_stays_after_a_refusal_or_a_crash(
    application: Application, happened: Callable[..., list[EventRow]], sql: Callable[..., list[Any]]
):
    def refused(unit: Unit) -> None:
        create_customer(unit, **NAMES)
        unit.session.flush()
        raise Conflict(code="no", en="No.", fr="Non.")

    def crashing(unit: Unit) -> None:
        create_customer(unit, **NAMES)
        unit.session.execute(text("SELECT 1 / 0"))

    with pytest.raises(Conflict):
        application.perform(refused, ME)
    with pytest.raises(DBAPIError):
        application.perform(crashing, ME)
    assert happened() == []
    assert sql("SELECT count(*) FROM customers") == [(0,)]


def test_a_denied_action_is_remembered_although_it_was_rolled_back(
    application: Application, powerless: Actor, happened: Callable[..., list[EventRow]], sql: Callable[..., list[Any]]
):
    def sneaky(unit: Unit) -> None:
        unit.session.add(Customer(id=unit.actor.id, number="K1", first_name="", last_name="x", sort_key="x",
                                  language="en", time_zone="UTC", created_at=unit.now))  # fmt: skip
        unit.session.flush()
        unit.record("customer.created", stream=Stream.named("x"))
        unit.actor.require(Permission.STOCK_WRITE)

    for use_case, values in ((create_customer, NAMES), (sneaky, {})):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, **values)
    assert [(e.type, e.data["attempt"].rpartition(".")[2], e.data["code"], e.actor_id) for e in happened()] == [
        ("attempt.refused", "create_customer", "denied", powerless.id),
        ("attempt.refused", "sneaky", "denied", powerless.id),
    ]
    assert happened()[0].data["details"] == {"missing": ["customers.write"]}
    assert sql("SELECT count(*) FROM customers") == [(0,)]


def test_a_denied_preview_is_remembered_too(
    application: Application, powerless: Actor, happened: Callable[..., list[EventRow]]
):
    with pytest.raises(Denied):
        application.preview(create_customer, powerless, **NAMES)
    assert [event.type for event in happened()] == ["attempt.refused"]


def test_an_ordinary_refusal_leaves_no_trace(
    application: Application, happened: Callable[..., list[EventRow]], refusal_of: Callable[..., Exception]
):
    assert isinstance(refusal_of(load_customer, customer_id=ME.id or UUID(int=1)), NotFound)
    assert happened() == []


def test_a_preview_shows_everything_and_leaves_nothing(
    application: Application,
    administrator: Actor,
    jobs: NotedJobs,
    happened: Callable[..., list[EventRow]],
    sql: Callable[..., list[Any]],
):
    application.subscriptions.on(["customer.created"], task="greet", args=lambda event: {})
    preview = application.preview(create_customer, administrator, **NAMES)
    assert isinstance(preview.result, UUID)
    assert [event.type for event in preview.events] == ["customer.created"]
    assert happened() == [] and jobs.noted == []
    assert sql("SELECT count(*) FROM customers UNION ALL SELECT count(*) FROM customer_words") == [(0,), (0,)]
    application.perform(create_customer, administrator, **NAMES)
    assert [event.type for event in happened()] == ["customer.created"]


def test_a_preview_tells_the_jobs_that_would_follow(application: Application):
    application.subscriptions.on(["customer.created"], task="greet", args=lambda event: {})

    def with_a_job(unit: Unit) -> UUID:
        unit.defer("measure")
        return create_customer(unit, **NAMES)

    assert [job.task for job in application.preview(with_a_job, ME).deferred] == ["measure", "greet"]


def test_a_preview_does_not_wait_long_for_somebody_elses_lock(application: Application, build: Builders):
    customer_id = build.customer()
    locked, release = threading.Event(), threading.Event()

    def hold(unit: Unit) -> None:
        load_customer(unit, customer_id)
        locked.set()
        release.wait(10)

    def look() -> Any:
        assert locked.wait(10)
        try:
            return application.preview(add_note, ME, customer_id=customer_id, body="x")
        finally:
            release.set()

    _, result = together(lambda: application.perform(hold, ME), look)
    assert isinstance(result, Busy)
    assert result.en != result.fr


def test_a_query_cannot_write(application: Application, build: Builders):
    customer_id = build.customer()

    def writing(unit: Unit) -> None:
        unit.session.execute(text("UPDATE customers SET tier = 'gold'"))

    with pytest.raises(DBAPIError, match="read-only"):
        application.ask(writing, ME)
    assert application.ask(customer, ME, customer_id=customer_id).tier == "standard"


def test_a_deadlock_is_tried_again(application: Application, build: Builders):
    ids = [build.customer(), build.customer()]
    both = threading.Barrier(2)
    tries: list[int] = []

    def lock(unit: Unit, *, order: list[UUID]) -> None:
        tries.append(1)
        load_customer(unit, order[0])
        if len(tries) <= 2:
            both.wait(10)
        load_customer(unit, order[1]).language = "fr"
        unit.session.flush()

    results = together(
        lambda: application.perform(lock, ME, order=ids),
        lambda: application.perform(lock, ME, order=ids[::-1]),
    )
    assert errors_of(results) == []
    assert len(tries) == 3


def test_two_who_take_the_same_reference_at_once_do_not_both_get_it(application: Application):
    names = NAMES | {"source": "shop", "external_ref": "42"}
    results = together(*[lambda: application.perform(create_customer, ME, **names)] * 8)
    refused = errors_of(results)
    assert len(refused) == 7
    assert {error.code for error in refused if isinstance(error, Conflict)} == {"duplicate_external_ref"}
    assert all(isinstance(error, Conflict) for error in refused)


def test_a_lost_connection_is_replaced(application: Application, build: Builders, sql: Callable[..., list[Any]]):
    customer_id = build.customer()
    application.ask(customer, ME, customer_id=customer_id)
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND application_name = 'comptoir'")  # fmt: skip
    assert application.ask(customer, ME, customer_id=customer_id).id == customer_id
    assert build.note(customer_id)


def test_the_time_is_the_clocks(application: Application, clock: SetClock, happened: Callable[..., list[EventRow]]):
    def now(unit: Unit) -> datetime:
        return unit.now

    before = application.perform(now, ME)
    clock.advance(timedelta(days=3))
    assert application.ask(now, ME) - before == timedelta(days=3)


def test_the_cause_stands_on_the_event(application: Application, happened: Callable[..., list[EventRow]]):
    application.perform(create_customer, ME, "import", **NAMES)
    assert [event.cause for event in happened()] == ["import"]


def test_reading_takes_no_lock(application: Application, build: Builders):
    customer_id = build.customer()
    found = application.ask(lambda unit: unit.session.execute(select(Customer.id)).scalars().all(), ME)
    assert found == [customer_id]
