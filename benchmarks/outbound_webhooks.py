"""Webhooks that go out: a worker of the product's own tells a receiver on this machine, signed, with every try kept."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.backtest import database_of_its_own
from benchmarks.timing import Measure
from benchmarks.webhooks import cpu_of
from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from console.settings import PROJECT
from domain.customers.create import create_customer
from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.actor import Actor
from domain.webhooks.add_endpoint import add_endpoint
from domain.webhooks.spread_events import ask_to_spread
from domain.work.application import Application

_PATIENCE = 600.0
_BENCH = Actor.system("benchmark")
# The other system answers after so long: at once, and as one far away does.
_ANSWERS_AFTER = (0.0, 0.05)
_TOOK = text(
    "SELECT count(*), extract(epoch FROM max(ended_at) - min(a.at)), percentile_cont(0.95) WITHIN GROUP"
    " (ORDER BY a.milliseconds) FROM endpoint_deliveries d JOIN endpoint_attempts a ON a.delivery_id = d.id"
    " WHERE d.status = 'delivered'"
)


def measure_outbound(server: str, *, var: Path, deliveries: int) -> list[Measure]:
    """Deliveries per second of one worker, in a database of its own for each kind of receiver."""
    return [_measured(server, var, deliveries, seconds) for seconds in _ANSWERS_AFTER]


def _measured(server: str, var: Path, deliveries: int, seconds: float) -> Measure:
    with database_of_its_own(server, "outbound") as address, _receiver(seconds) as url:
        database = Database(address)
        migrate(database)
        prepare_job_tables(database)
        application = Application(database, jobs=JobsAdapter())
        application.perform(add_endpoint, _BENCH, url=url, event_types=["customer.created"])
        for number in range(deliveries):
            application.perform(create_customer, _BENCH, first_name="Ana", last_name=f"No{number}")
        application.perform(ask_to_spread, _BENCH)
        count, took, answered, cpu = _worked(database, var, deliveries)
        database.dispose()
    name = f"webhooks out, one worker, answered after {seconds * 1000:.0f} ms"
    per_second = f"{count / took:.0f} a second, {cpu:.0f} ms CPU each; the call p95 {answered:.0f} ms"
    return Measure(name, figure=per_second)


def _worked(database: Database, var: Path, deliveries: int) -> tuple[int, float, float, float]:
    """How many, in how many seconds, the p95 of the call, and the worker's own milliseconds of work for each."""
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {**os.environ, "DATABASE_URL": address, "VAR": str(var)}
    deadline, began = time.monotonic() + _PATIENCE, (0, 0.0)
    with (var / "bench-outbound.log").open("wb") as log:
        command = [sys.executable, "-m", "console", "worker"]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            while time.monotonic() < deadline:
                with database.reading() as session:
                    count, took, answered = session.execute(_TOOK).one()
                if count and not began[0]:
                    began = (count, cpu_of(process.pid))
                if count == deliveries:
                    cpu = (cpu_of(process.pid) - began[1]) * 1000 / max(1, count - began[0])
                    return count, float(took), float(answered), cpu
                time.sleep(0.1)
        finally:
            process.terminate()
            process.wait(60)
    raise SystemExit(f"{count} of {deliveries} webhooks arrived.")


@contextmanager
def _receiver(seconds: float) -> Iterator[str]:
    """Takes deliveries and answers each after `seconds`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            time.sleep(seconds)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hooks"
        server.shutdown()
