"""The web process as it is run: how large it is at rest, and the overview over HTTP with one client."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import httpx

from benchmarks.overview import ACTOR, regulars
from benchmarks.timing import Measure, timed
from console.settings import PROJECT
from domain.db.database import Database
from domain.kernel.permissions import Role
from domain.staff.add_api_key import add_api_key
from domain.work import Application

_PATIENCE = 90.0  # seconds until the web process answers


def measure_serving(database: Database, *, var: Path, calls: int) -> list[Measure]:
    """Build the pages if need be, start the web process on a free port, measure, and stop it."""
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {**os.environ, "DATABASE_URL": url, "VAR": str(var), "PORT": str(free_port()), "HOST": "127.0.0.1"}
    subprocess.run([sys.executable, "-m", "console", "build"], cwd=PROJECT, env=environment, check=True)
    key = Application(database).perform(add_api_key, ACTOR, name="benchmark", role=Role.ADMINISTRATOR).key
    with _web_process(environment, var / "bench-web.log") as process:
        idle = Measure("web process, idle", wanted="under 300 MB", figure=f"{_megabytes(process.pid):.0f} MB")
        over_http = _overview(environment["PORT"], key, regulars(database, most=calls + 1, seed=3))
        busy = Measure("web process, after the calls", figure=f"{_megabytes(process.pid):.0f} MB")
    return [*over_http, idle, busy]


def _overview(port: str, key: str, customers: list[UUID]) -> list[Measure]:
    base = f"http://127.0.0.1:{port}/api/v1/customers/"
    with httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:

        def call(customer_id: UUID) -> None:
            client.get(f"{base}{customer_id}/overview").raise_for_status()

        timed(Measure(""), call, customers[:1] * 20)
        first = timed(Measure("overview, over HTTP, at first"), call, customers[1:])
        return [first, timed(Measure("overview, over HTTP", wanted="p95 under 25 ms"), call, customers[1:])]


@contextmanager
def _web_process(environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "web"],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(process, f"http://127.0.0.1:{environment['PORT']}/health/ready", log)
            time.sleep(3)  # until what starts late has started
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def wait_for(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Until the process answers there; its output is in `log` if it does not."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise SystemExit(f"The web process did not come up; its output is in {log}.")


def _megabytes(pid: int) -> float:
    """Proportional memory of a process and all its children: pages that are shared count once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1024 + sum(_megabytes(int(child)) for child in children)


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
