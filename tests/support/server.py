"""The PostgreSQL of a test run: TEST_DATABASE_URL, or the embedded one, shared by every process that tests.

The embedded server keeps its data under `VAR/test`, is started by the first process and stopped by the last one.
It is set for speed: nothing in it has to outlive a power cut.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from console.postgres.server import database_at_hand
from console.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[2]
_FAST = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def server() -> Iterator[URL]:
    """The address of a database in which databases may be created."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql")
        return
    settings = Settings(var=_folder(), database_url=None)
    with database_at_hand(settings, say=lambda _: None) as ready:
        assert ready.database_url is not None
        url = make_url(ready.database_url).set(database="postgres")
        _make_fast(url)
        yield url


def connect(url: URL) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection that commits each statement by itself."""
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def _folder() -> Path:
    folder = Path(os.environ.get("VAR") or CHECKOUT / "var").absolute() / "test"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make_fast(url: URL) -> None:
    with connect(url) as connection:
        if connection.execute("SHOW fsync").fetchone() == ("off",):
            return
        for name in _FAST:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
