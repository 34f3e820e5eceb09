"""Ask a database directly, past the domain, to compare what stands in it with what should."""

from typing import Any

import psycopg

from domain.audit.verify import verify_events
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application


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
