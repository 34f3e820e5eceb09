"""Jobs commit with what asked for them, run once they are committed, and survive a killed worker."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL

from console.adapters.jobs import JobsAdapter
from console.jobs.registry import Task
from console.jobs.schema import JobSchemaRefused, prepare_job_tables
from console.jobs.upkeep import revive_stalled_jobs
from console.settings import Settings
from console.worker import Heartbeat, run_worker, worker_app
from domain.db.database import Database
from domain.kernel.errors import Busy, DomainError
from domain.ports.jobs import Deferred
from tests.support.databases import empty_database

HEART = Heartbeat(every=0.2, dead_after=0.5)


@pytest.fixture
def queue(postgres: URL) -> Iterator[Database]:
    """A database with the job tables and nothing else."""
    with empty_database(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        yield database
        database.dispose()


def connection(queue: Database) -> "psycopg.Connection[Any]":
    return psycopg.connect(queue.url.set(drivername="postgresql").render_as_string(hide_password=False))


def defer(queue: Database, task: str, /, *, lock: str | None = None, **args: Any) -> None:
    with connection(queue) as one:
        JobsAdapter().defer([Deferred(task, args, lock=lock)], connection=one)


def states(queue: Database) -> list[tuple[str, str, int]]:
    with connection(queue) as one:
        return one.execute("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id").fetchall()


def work(queue: Database, **tasks: Any) -> None:
    """Does everything that is due, and returns."""
    url = queue.url.set(drivername="postgresql").render_as_string(hide_password=False)
    registry = {name: Task(name=name, work=one, attempts=2, cron=None, queue="default") for name, one in tasks.items()}
    app = worker_app(Settings(database_url=url), console="the console", tasks=registry, heartbeat=HEART)
    asyncio.run(run_worker(app, concurrency=2, heartbeat=HEART, wait=False, install_signal_handlers=False))


def test_a_job_is_done_in_a_thread_with_the_console_and_its_arguments(queue: Database) -> None:
    seen: list[Any] = []
    defer(queue, "greet", name="Zoé", times=2)
    work(queue, greet=lambda console, **args: seen.append((console, args, threading.current_thread())))
    ((console, args, thread),) = seen
    assert (console, args) == ("the console", {"name": "Zoé", "times": 2})
    assert thread is not threading.main_thread()
    assert ("greet", "succeeded", 1) in states(queue)


def test_a_job_vanishes_with_the_transaction_that_asked_for_it(queue: Database) -> None:
    with connection(queue) as one:
        JobsAdapter().defer([Deferred("greet", {})], connection=one)
        one.rollback()
    assert states(queue) == []


def test_nobody_sees_a_job_before_the_commit(queue: Database) -> None:
    with connection(queue) as one:
        JobsAdapter().defer([Deferred("greet", {})], connection=one)
        assert states(queue) == []
    assert len(states(queue)) == 1


def test_a_job_waits_for_its_time(queue: Database) -> None:
    with connection(queue) as one:
        later = datetime.now(UTC) + timedelta(hours=1)
        JobsAdapter().defer([Deferred("greet", {}, run_at=later)], connection=one)
    work(queue, greet=lambda console: None)
    assert ("greet", "todo", 0) in states(queue)


def test_jobs_with_one_lock_run_one_after_the_other(queue: Database) -> None:
    running, most = 0, 0
    for _ in range(3):
        defer(queue, "slow", lock="order 7")

    def slow(_console: Any) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        threading.Event().wait(0.05)
        running -= 1

    for _ in range(3):
        work(queue, slow=slow)
    assert most == 1
    assert [state for name, state, _ in states(queue) if name == "slow"] == ["succeeded"] * 3


def test_a_failure_is_tried_again_later_and_a_refusal_is_not(queue: Database) -> None:
    def fail(_console: Any, kind: str) -> None:
        sentence = {"code": "x", "en": "No.", "fr": "Non."}
        raise {"fault": RuntimeError("no"), "refusal": DomainError(**sentence), "busy": Busy(**sentence)}[kind]

    for kind in ("fault", "refusal", "busy"):
        defer(queue, "fail", kind=kind)
    work(queue, fail=fail)
    assert [state for name, state, _ in states(queue) if name == "fail"] == ["todo", "failed", "todo"]


def test_a_job_of_a_killed_worker_is_done_by_another(queue: Database) -> None:
    defer(queue, "greet")
    _pretend_a_worker_died_over_it(queue)
    assert asyncio.run(_revive(queue)) == 1
    seen: list[str] = []
    work(queue, greet=lambda console: seen.append("done"))
    assert seen == ["done"]


def test_a_job_that_kills_every_worker_is_given_up(queue: Database) -> None:
    defer(queue, "poison")
    for _ in range(5):
        _pretend_a_worker_died_over_it(queue)
        asyncio.run(_revive(queue))
    assert states(queue)[0][1] == "failed"


def test_a_job_that_runs_on_a_living_worker_is_left_alone(queue: Database) -> None:
    defer(queue, "greet")
    _pretend_a_worker_died_over_it(queue, silent_for="0 seconds")
    assert asyncio.run(_revive(queue)) == 0


def test_the_tables_are_made_once_and_newer_ones_are_refused(queue: Database) -> None:
    defer(queue, "greet")
    prepare_job_tables(queue)
    assert len(states(queue)) == 1
    with connection(queue) as one:
        one.execute("COMMENT ON TABLE procrastinate_jobs IS '99.00.00_01_from_the_future.sql'")
    with pytest.raises(JobSchemaRefused):
        prepare_job_tables(queue)


async def _revive(queue: Database) -> int:
    url = queue.url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = worker_app(Settings(database_url=url), console=None, tasks={}, heartbeat=HEART)
    async with app.open_async():
        return await revive_stalled_jobs(app, stalled_after=30)


def _pretend_a_worker_died_over_it(queue: Database, silent_for: str = "1 hour") -> None:
    with connection(queue) as one:
        one.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        worker = one.execute("SELECT worker_id FROM procrastinate_register_worker_v1()").fetchone()
        assert worker is not None
        one.execute("SELECT id FROM procrastinate_fetch_job_v2(target_queue_names => NULL, p_worker_id => %s)", worker)
        one.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - %s::interval", [silent_for])
