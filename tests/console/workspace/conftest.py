"""A small shop, somebody who calls, and a screen to serve them at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console import bootstrap, live
from console.bootstrap import Console
from console.settings import Settings
from console.ui.figures import Reader
from console.workspace.actions.case import CustomerCase
from console.workspace.actions.doing import read_customer_case
from console.workspace.actions.registry import CUSTOMER_PANELS
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.console.test_live import NotedScreens
from tests.support.builders import LYON, PARIS, Builders
from tests.support.team import Team


@pytest.fixture
def wired(database: Database, database_url: str, application: Application) -> Iterator[None]:
    """The console of this process, on the test's database and clock, and a hub that nobody follows."""
    settings = Settings(database_url=database_url, public_url="http://console.test", _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    live.use(live.Hub(NotedScreens()))
    yield
    bootstrap.use(before)


@pytest.fixture
def shop(build: Builders) -> None:
    """Shirts and mugs, in a warehouse and a store."""
    build.node("PAR")
    build.node("LYO", kind="store", name="Lyon", address=dict(LYON))
    build.product("SHIRT", name="Linen shirt", price=4990)
    build.product("MUG", name="Ceramic mug", price=1490)
    for sku in ("SHIRT", "MUG"):
        build.stock(sku, 20)


@pytest.fixture
def marie(build: Builders, shop: None) -> UUID:
    """At home in Paris and in Lyon."""
    customer_id: UUID = build.customer(first_name="Marie", last_name="Dupont", addresses=[PARIS, LYON])
    return customer_id


@pytest.fixture
def case_of(application: Application, administrator: Actor, clock: SetClock) -> Callable[..., CustomerCase]:
    """What a panel for a customer is filled from, as the administrator reads it."""

    def make(name: str, customer_id: UUID, *, language: str = "en", subject: object = "", **more: Any) -> CustomerCase:
        reader = Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())
        case: CustomerCase = application.ask(
            read_customer_case,
            more.get("actor", administrator),
            reader=reader,
            customer_id=customer_id,
            subject=str(subject),
            reads=CUSTOMER_PANELS[name].reads,
        )
        return case

    return make


@pytest.fixture
def agent(team: Team) -> Actor:
    """Sure of every customer."""
    return team.hire("agent", "Léa Moreau")


@pytest.fixture
def screen(wired: None, agent: Actor) -> Screen:
    return Screen(agent)


@pytest.fixture
def unsure(wired: None, team: Team) -> Screen:
    """An agent's, who has made sure of nobody."""
    return Screen(replace(team.hire("agent", "Noor Haddad"), scopes=frozenset()))
