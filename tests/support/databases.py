"""Migrated databases for tests: one template for each state of the migrations, and copies of it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import URL

import domain.db
from domain.db.database import Database
from domain.db.migrate import migrate
from tests.support.server import connect

_LOCK = 7_340_099  # any number, the same in every process: one makes the template, the others wait
_COPY = "comptoir_test_"
_TEMPLATE = "comptoir_template_"


@contextmanager
def copy_of_template(server: URL) -> Iterator[URL]:
    """A database of its own with the newest schema, dropped at the end (or by a later run, if this one is killed)."""
    with _database(server, f"TEMPLATE {_template(server)}") as url:
        yield url


@contextmanager
def empty_database(server: URL) -> Iterator[URL]:
    """A database without any table."""
    with _database(server, "") as url:
        yield url


@contextmanager
def _database(server: URL, made_of: str) -> Iterator[URL]:
    name = f"{_COPY}{os.getpid()}_{uuid4().hex[:8]}"
    _line(server).execute(f"CREATE DATABASE {name} {made_of}")
    try:
        yield server.set(database=name)
    finally:
        _line(server).execute(f"DROP DATABASE {name} WITH (FORCE)")


def _line(server: URL) -> "psycopg.Connection[tuple[object, ...]]":
    """The connection by which this process makes its databases: thousands of tests need one each."""
    known = _lines.get(server)
    if known is None or known.closed:
        known = _lines[server] = connect(server)
        _clear_after_killed_runs(known)
    return known


_lines: "dict[URL, psycopg.Connection[tuple[object, ...]]]" = {}


@cache
def _template(server: URL) -> str:
    name = f"{_TEMPLATE}{_fingerprint(server.username)}"
    with connect(server) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _drop_outdated(connection)
            _make(server, connection, name)
    return name


def _make(server: URL, connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    draft = f"{name}_draft"
    connection.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
    connection.execute(f"CREATE DATABASE {draft}")
    database = Database(server.set(database=draft))
    migrate(database)
    database.dispose()
    connection.execute(f"ALTER DATABASE {draft} RENAME TO {name}")


def _drop_outdated(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    for name in _ours(connection, _TEMPLATE):
        with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):
            connection.execute(f"DROP DATABASE {name}")


def _clear_after_killed_runs(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    for name in _ours(connection, _COPY):
        process = name.removeprefix(_COPY).split("_")[0]
        if process.isdigit() and not _is_running(int(process)):  # others are somebody's own
            with suppress(psycopg.errors.InvalidCatalogName, psycopg.errors.ObjectInUse):
                connection.execute(f"DROP DATABASE {name}")


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _ours(connection: "psycopg.Connection[tuple[object, ...]]", beginning: str) -> list[str]:
    query = "SELECT datname FROM pg_database WHERE datname LIKE %s AND datdba = current_user::regrole"
    return [str(name) for (name,) in connection.execute(query, [f"{beginning}%"]).fetchall()]


@cache
def _fingerprint(owner: str | None) -> str:
    digest = hashlib.sha256((owner or "").encode())
    for path in sorted(Path(domain.db.__path__[0]).rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
