"""A web process without pages, on a database of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from benchmarks.serving import free_port, wait_for
from console.jobs.schema import prepare_job_tables
from console.settings import PROJECT
from domain.db.database import Database
from domain.db.migrate import migrate


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """The address of an empty database on `server`, dropped afterwards."""
    name = "comptoir_bench_web"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        database = Database(url)
        migrate(database)
        prepare_job_tables(database)
        database.dispose()
        yield url
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def web_process(url: str, folder: Path, *, workers: int = 1) -> Iterator[tuple[int, int]]:
    """A web process without pages, which the chat does not need, or several: their port and their parent's number."""
    port = free_port()
    environment = os.environ | {"DATABASE_URL": url, "VAR": str(folder), "TRUSTED_PROXIES": "127.0.0.1"}
    environment |= {"REFLEX_DIR": str(folder / "reflex"), "REFLEX_WEB_WORKDIR": str(folder / "web")}
    environment |= {"REFLEX_STATES_WORKDIR": str(folder / "states"), "REFLEX_ENV_MODE": "prod"}
    environment |= {"REFLEX_TELEMETRY_ENABLED": "false", "__REFLEX_SKIP_COMPILE": "true", "LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1"]
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--workers", str(workers), "console.console:app"],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for(process, f"http://127.0.0.1:{port}/widget/status", folder / "web.log")
            yield port, process.pid
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:  # hundreds of lines are still being closed
                os.killpg(process.pid, signal.SIGKILL)  # its worker as well
                process.wait(30)


def resident(pid: int) -> float:
    """The memory of the process and its workers, in megabytes."""
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in _family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def busy_seconds(pid: int) -> float:
    """The processor time that the process and its workers have used."""
    ticks = 0
    for each in _family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> tuple[int, ...]:
    return pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
