"""Messages to customers through real workers: how many a second, how two and four share, what a claim costs."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg

from benchmarks.backtest import database_of_its_own
from benchmarks.timing import Measure
from benchmarks.webhooks import cpu_of
from console.jobs.schema import prepare_job_tables
from console.settings import PROJECT
from domain.db.database import Database
from domain.db.migrate import migrate

LATENCY = 0.05  # seconds that the vendor takes to answer
WANTED = "50 a second"
_ACCOUNT, _TOKEN, _NUMBER = "AC" + "0" * 32, "token-of-the-benchmark", "+33199000000"
_ALONE = 2_000  # messages for one worker
_CLAIMS = 200
_CUSTOMERS = """
    INSERT INTO customers (id, number, first_name, last_name, sort_key, language, time_zone, created_at)
    SELECT gen_random_uuid(), '#K' || n, 'Marie', 'Martin ' || n, 'martin ' || n, 'fr', 'Europe/Paris', now()
    FROM generate_series(1, %s) AS n ON CONFLICT DO NOTHING
"""
# One message to each customer, and the job of each, as `queue_message` writes them.
_OUTBOX = """
    WITH written AS (
        INSERT INTO outbound_messages (id, customer_id, channel, purpose, template, language, address, body, secret,
            status, details, queued_at)
        SELECT gen_random_uuid(), id, 'sms', 'awaited', 'order_cancelled', 'fr',
            '+336' || lpad((row_number() OVER ())::text, 8, '0'), 'Your order is cancelled.', false, 'queued', '{}',
            now()
        FROM (SELECT id FROM customers LIMIT %s) AS customers RETURNING id
    )
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
    SELECT 'default', 'notifications.deliver', 'message:' || id, jsonb_build_object('message_id', id) FROM written
"""


def measure_notifications(server: str, *, var: Path, messages: int) -> list[Measure]:
    """In a database of their own on `server`, with the local telephone company answering after `LATENCY`."""
    with database_of_its_own(server, "notifications") as address:
        database = Database(address)
        migrate(database)
        prepare_job_tables(database)
        database.dispose()
        with psycopg.connect(address, autocommit=True) as connection:
            claims = list(_claims(connection, messages))
            with _vendor(var) as vendor:
                few = min(_ALONE, messages)
                alone = _drained(connection, address, var, vendor, workers=1, messages=few, name="one worker")
                two = _drained(connection, address, var, vendor, workers=2, messages=messages, name="two workers")
                four = _drained(connection, address, var, vendor, workers=4, messages=messages, name="four workers")
    ratio = Measure("four workers, in times of what two do", figure=f"{four[1] / two[1]:.2f}")
    alone[0].wanted = WANTED
    return [alone[0], two[0], four[0], ratio, *claims]


def _drained(
    connection: psycopg.Connection, address: str, var: Path, vendor: str, *, workers: int, messages: int, name: str
) -> tuple[Measure, float]:
    """Fill the outbox, let so many workers empty it, and tell how many a second from the first sent to the last."""
    connection.execute("TRUNCATE outbound_messages, procrastinate_jobs, procrastinate_events CASCADE")
    connection.execute(_CUSTOMERS, [messages])
    connection.execute(_OUTBOX, [messages])
    connection.execute("ANALYZE")
    with _workers(address, var, vendor, workers) as pids:
        while not _count(connection, "sent_at IS NOT NULL"):
            time.sleep(0.05)
        started, already, used = time.perf_counter(), _count(connection, "sent_at IS NOT NULL"), sum(map(cpu_of, pids))
        while _count(connection, "status IN ('queued', 'sending')"):
            time.sleep(0.2)
        took, used = time.perf_counter() - started, sum(map(cpu_of, pids)) - used
    sent = _count(connection, "status = 'sent'")
    assert sent == messages, f"{sent} of {messages} were sent"
    rate = (messages - already) / took
    figure = f"{rate:.0f} a second, {used * 1000 / messages:.1f} ms CPU each"
    return Measure(f"{messages:,} messages, {name}, vendor {LATENCY * 1000:.0f} ms", figure=figure), rate


def _count(connection: psycopg.Connection, condition: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM outbound_messages WHERE {condition}").fetchone()  # type: ignore[arg-type]
    return int(found[0]) if found else 0


def _claims(connection: psycopg.Connection, most: int) -> Iterator[Measure]:
    """What it takes to claim a job, with so many waiting, and with so many done."""
    for share, status, named in ((0.01, "todo", "waiting"), (1.0, "todo", "waiting"), (1.0, "succeeded", "done")):
        jobs = max(1_000, int(most * share))
        connection.execute("TRUNCATE outbound_messages, procrastinate_jobs, procrastinate_events CASCADE")
        connection.execute(_CUSTOMERS, [jobs])
        connection.execute(_OUTBOX, [jobs])
        if status == "succeeded":
            connection.execute(
                "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id <= (SELECT max(id) - %s"
                " FROM procrastinate_jobs)",
                [_CLAIMS + 10],
            )
        connection.execute("VACUUM ANALYZE procrastinate_jobs")
        worker = connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id").fetchone()
        measure = Measure(f"claim a job, {jobs:,} {named}")
        for _ in range(_CLAIMS):
            started = time.perf_counter()
            connection.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
            measure.milliseconds.append((time.perf_counter() - started) * 1000)
        yield measure


@contextmanager
def _vendor(var: Path) -> Iterator[str]:
    """The local telephone company: answers late, and calls nobody back."""
    ledger = var / f"bench-telephone-{secrets.token_hex(4)}.sqlite3"
    command = [sys.executable, "-m", "console.adapters.local_twilio", "--port", "0", "--ledger", str(ledger)]
    command += ["--account", _ACCOUNT, "--number", _NUMBER]
    environment = os.environ | {"TWILIO_AUTH_TOKEN": _TOKEN}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[-1]
            rules = [
                {"match": {"kind": "message"}, "fault": "late", "times": None, "seconds": LATENCY},
                {"match": {"kind": "callback"}, "fault": "drop", "times": None},
            ]
            httpx.put(f"{url}/faults", json=rules, trust_env=False).raise_for_status()
            yield url
        finally:
            process.terminate()
            ledger.unlink(missing_ok=True)


@contextmanager
def _workers(address: str, var: Path, vendor: str, count: int) -> Iterator[list[int]]:
    environment = os.environ | {
        "DATABASE_URL": address,
        "VAR": str(var),
        "TWILIO_ACCOUNT_SID": _ACCOUNT,
        "TWILIO_AUTH_TOKEN": _TOKEN,
        "TWILIO_FROM": _NUMBER,
        "TWILIO_API_URL": vendor,
        "LOG_LEVEL": "error",
    }
    command = [sys.executable, "-m", "console", "worker"]
    with (var / "bench-workers.log").open("wb") as log:
        started = [
            subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            for _ in range(count)
        ]
        try:
            yield [process.pid for process in started]
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(60)
