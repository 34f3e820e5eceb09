"""Databases of their own for imports: they are filled once for all tests of a module."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rich.console import Console
from sqlalchemy import URL

from domain.audit.verify import verify_events
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.databases import copy_of_template

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def own_database(postgres: URL) -> Callable[[], AbstractContextManager[str]]:
    """`with own_database() as url:` a migrated database with nothing in it."""

    @contextmanager
    def make() -> Iterator[str]:
        with copy_of_template(postgres) as url:
            yield url.set(drivername="postgresql").render_as_string(hide_password=False)

    return make


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Console]:
    """A console nobody looks at."""
    with (tmp_path / "told.txt").open("w") as told:
        yield Console(file=told, width=200)


def ask(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of one query."""
    with psycopg.connect(url) as connection:
        return connection.execute(query, values).fetchall()


def one(url: str, query: str, *values: Any) -> Any:
    """The single value of one query."""
    return ask(url, query, *values)[0][0]


def assert_chains_hold(url: str) -> None:
    """Every event's hash covers what stands in its row and the event before it."""
    database = Database(url)
    try:
        found = Application(database).ask(verify_events, Actor.system("test"))
        assert not found.breaks
        assert found.events == one(url, "SELECT count(*) FROM events")
    finally:
        database.dispose()
