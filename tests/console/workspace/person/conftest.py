"""The panels about a whole record, with a real database behind them and somebody who may do everything."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from console import bootstrap, live
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.models.event import EventRow
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.console.test_live import NotedScreens
from tests.support.builders import Builders
from tests.support.team import Team


@pytest.fixture(autouse=True)
def wired(database: Database, database_url: str, application: Application) -> Iterator[None]:
    """The console of this process, on the test's database and clock, and a hub that nobody follows."""
    settings = Settings(database_url=database_url, public_url="http://console.test", _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    live.use(live.Hub(NotedScreens()))
    yield
    bootstrap.use(before)


@pytest.fixture
def screen(team: Team) -> Screen:
    """An administrator's, who has not made sure of anybody."""
    return Screen(replace(team.hire("administrator", "Ada Collins"), scopes=frozenset()))


@pytest.fixture
def happened(database: Database) -> Callable[[str], list[EventRow]]:
    """`happened("customer.exported")`: the events of this type, in order."""

    def happened(type: str) -> list[EventRow]:
        with database.reading() as session:
            query = select(EventRow).where(EventRow.type == type).order_by(EventRow.position)
            return list(session.execute(query).scalars())

    return happened


@pytest.fixture
def two(build: Builders) -> dict[str, Any]:
    """Marie, who came in twice: by web and by phone."""
    kept: UUID = build.customer(first_name="Marie", last_name="Dupont", emails=["marie@dupont.example"])
    other: UUID = build.customer(first_name="M.", last_name="Dupont", emails=["m@dupont.example"])
    return {"kept": kept, "other": other}
