"""The database that is measured on: Online Retail imported, and a generated load. It is kept for the next run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from rich.console import Console
from sqlalchemy import make_url

from benchmarks.timing import Measure
from console.settings import PROJECT
from domain.db.database import Database
from domain.db.migrate import migrate
from seed.importers.command import import_data_set
from seed.load.run import generate_load

ONLINE_RETAIL = PROJECT.parent / "shared" / "data" / "online_retail.csv.xz"
_READY = "ready"  # the comment of a database that was filled to the end


@contextmanager
def ground(server: str, *, scale: float, fresh: bool, var: Path, out: Console) -> Iterator[tuple[str, list[Measure]]]:
    """The address of a filled database on `server`, and what filling it took (nothing when it was there)."""
    name = f"comptoir_bench_{int(scale * 1000)}"
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        if fresh or not _is_ready(connection, name):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
            measures = _fill(url, scale=scale, var=var, out=out)
            connection.execute(f"COMMENT ON DATABASE {name} IS '{_READY}'")
        else:
            out.print(f"Measuring on {name}, which an earlier run filled; --fresh fills it anew.")
            measures = []
            _migrate(url)
    yield url, measures


def _is_ready(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = connection.execute(query, [name]).fetchone()
    return row is not None and row[0] == _READY


def _fill(url: str, *, scale: float, var: Path, out: Console) -> list[Measure]:
    _migrate(url)
    measures = [_import(url, var, out)]
    started = time.monotonic()
    rows = generate_load(url, customers=max(1, int(200_000 * scale)), orders=max(1, int(1_000_000 * scale)), out=out)
    seconds = time.monotonic() - started
    measures.append(Measure("generated load", figure=f"{rows / seconds:,.0f} rows/s ({rows:,} rows, {seconds:.0f} s)"))
    return measures


def _import(url: str, var: Path, out: Console) -> Measure:
    measure = Measure("import of Online Retail", wanted="5,000 order lines/s")
    if not ONLINE_RETAIL.is_file():
        measure.figure = f"not measured: no {ONLINE_RETAIL}"
        return measure
    report = var / "imports" / "bench-refused.jsonl"
    outcome = import_data_set("online-retail", ONLINE_RETAIL, url=url, report=report, out=out)
    measure.figure = (
        f"{outcome.added['lines'] / outcome.seconds:,.0f} order lines/s added "
        f"({outcome.read['lines'] / outcome.seconds:,.0f} read)"
    )
    return measure


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.dispose()
