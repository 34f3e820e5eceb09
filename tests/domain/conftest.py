"""Short ways to ask, to be refused, and to see what was recorded."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.models.event import EventRow
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.server import connect


@pytest.fixture
def ask(application: Application, administrator: Actor) -> Callable[..., Any]:
    """`ask(query, …)` as the administrator."""
    return lambda query, **values: application.ask(query, administrator, **values)


@pytest.fixture
def refusal_of(application: Application, administrator: Actor) -> Callable[..., DomainError]:
    """The refusal of a use case or query that must be refused; it can be read aloud in both languages."""

    def refusal_of(use_case: Callable[..., Any], **values: Any) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            application.perform(use_case, administrator, **values)
        error = refusal.value
        assert error.en and error.fr and error.en != error.fr
        assert error.sentence("fr") == error.fr
        return error

    return refusal_of


@pytest.fixture
def happened(application: Application) -> Callable[..., list[EventRow]]:
    """`happened()`: every event so far, oldest first; `happened("order.placed")`: those of a type.

    Read from the table: the feed waits for whatever else runs on the server, other tests included.
    """

    def events(unit: Unit) -> list[EventRow]:
        return list(unit.session.execute(select(EventRow).order_by(EventRow.position)).scalars())

    def happened(*types: str) -> list[EventRow]:
        return [event for event in application.ask(events, Actor.system("test")) if not types or event.type in types]

    return happened


@pytest.fixture
def sql(database: Database) -> Iterator[Callable[..., list[Any]]]:
    """Run SQL on the database itself, past every use case; its rows. `past_triggers`: as nobody is able to."""
    with connect(database.url.set(drivername="postgresql")) as connection:

        def sql(statement: str, *values: Any, past_triggers: bool = False) -> list[Any]:
            connection.execute(f"SET session_replication_role = {'replica' if past_triggers else 'origin'}")
            cursor = connection.execute(statement, values or None)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

        yield sql
