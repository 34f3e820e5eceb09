"""Fixtures for every test: a database of its own, a clock that stands still, actors, builders."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.db.database import Database
from domain.identity.assure import ATTESTED
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.databases import copy_of_template
from tests.support.jobs import NotedJobs
from tests.support.pool import Pool
from tests.support.queries import Counting, queries_of
from tests.support.reset import Resettable
from tests.support.server import CHECKOUT, server
from tests.support.sockets import close_sockets
from tests.support.team import Team

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
REAL_DATA = CHECKOUT.parent / "shared" / "data"


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        close_sockets(patch)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The address of the server; tests that make databases of their own need it, the others ask for `database`."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def _resettable(postgres: URL) -> Iterator[Resettable]:
    with copy_of_template(postgres) as url:
        resettable = Resettable(url)
        yield resettable
        resettable.close()


@pytest.fixture(scope="session")
def _pool(_resettable: Resettable) -> Iterator[Pool]:
    pool = Pool(_resettable.url)
    yield pool
    pool.database.dispose()


@pytest.fixture
def database(_resettable: Resettable, _pool: Pool) -> Iterator[Database]:
    """A migrated database with nothing in it but what the migrations write. Every test finds it like that."""
    yield _pool.database
    _resettable.reset(keep=_pool.idle_processes())


@pytest.fixture
def database_url(database: Database) -> str:
    """The address of `database`, for a process or a second pool."""
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def clock() -> SetClock:
    """Stands at 2026-11-24 10:00 UTC until a test moves it."""
    return SetClock(NOW)


@pytest.fixture
def jobs() -> NotedJobs:
    """Notes the jobs that were asked for instead of queueing them."""
    return NotedJobs()


@pytest.fixture
def application(database: Database, clock: SetClock, jobs: NotedJobs) -> Application:
    return Application(database, clock=clock, jobs=jobs)


@pytest.fixture
def actor_with() -> Callable[..., Actor]:
    """`actor_with(Permission.ORDERS_READ, …)`: a staff member with exactly these rights.

    `attested`: who the customer is has been made sure of elsewhere; `role` decides on limits.
    """

    def make(
        *permissions: Permission,
        name: str = "Camille Roy",
        session: bool = False,
        role: str = "test",
        attested: bool = False,
    ) -> Actor:
        return Actor(
            kind=ActorKind.STAFF,
            name=name,
            permissions=frozenset(permissions),
            id=new_id(),
            role=role,
            scopes=frozenset({ATTESTED}) if attested else frozenset(),
            session_id=new_id() if session else None,
        )

    return make


@pytest.fixture
def administrator(actor_with: Callable[..., Actor]) -> Actor:
    """May do everything, for customers whose identity is beyond doubt."""
    return actor_with(*Permission, name="Dominique Hall", session=True, role="administrator", attested=True)


@pytest.fixture
def powerless(actor_with: Callable[..., Actor]) -> Actor:
    """Is signed in and may do nothing."""
    return actor_with(name="Sacha Quill", session=True)


@pytest.fixture
def build(application: Application, administrator: Actor) -> Builders:
    """Makes customers, products, nodes, stock and orders through the use cases."""
    return Builders(application, administrator)


@pytest.fixture
def team(application: Application, build: Builders) -> Team:
    """Hires people with the rights of their role, and makes orders that are paid."""
    return Team(application, build)


@pytest.fixture
def count_queries(database: Database) -> Callable[[], Counting]:
    """`with count_queries() as sent: …; assert sent.count == 7`: what `database` was sent meanwhile."""
    return lambda: queries_of(database)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data beside the checkout; the test is skipped where there is none."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"the real data sets are not at {REAL_DATA}")
    return REAL_DATA
