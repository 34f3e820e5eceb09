"""The supervisor's handlers, called as the guard lets them through, with a real database behind them."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar
from uuid import UUID

import pytest
import reflex as rx

from console import bootstrap, guard
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.staff.sessions import SignedIn
from domain.work.application import Application
from tests.conftest import NOW
from tests.support.team import Team, eur

S = TypeVar("S")


@pytest.fixture(autouse=True)
def wired(database: Database, database_url: str, application: Application) -> Iterator[None]:
    """The console of this process, on the test's database and clock."""
    settings = Settings(database_url=database_url, public_url="http://console.test", _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    yield
    bootstrap.use(before)


class Screen:
    """One open tab: `await screen.of(State)` is its state, `await screen.call(State, "grant")` an event."""

    def __init__(self, actor: Actor) -> None:
        assert actor.id is not None
        self.root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
        self.person = SignedIn(
            actor=actor,
            session_id=actor.id,
            staff_id=actor.id,
            email="hugo@example.org",
            language="en",
            time_zone="Europe/Paris",
            expires_at=NOW,
            keep=False,
        )

    async def of(self, kind: type[S]) -> S:
        guard.acting_as(self.person)
        return await self.root.get_state(kind)  # type: ignore[type-var,return-value]

    async def call(self, kind: type[Any], handler: str, *args: Any) -> Any:
        state: Any = await self.of(kind)
        method: Callable[..., Awaitable[Any]] = kind.event_handlers[handler].fn
        return await method(state, *args)


@pytest.fixture
def agent(team: Team) -> Actor:
    return team.hire("agent", "Léa Moreau")


@pytest.fixture
def supervisor(team: Team) -> Actor:
    return team.hire("supervisor", "Hugo Lefèvre")


@pytest.fixture
def screen(supervisor: Actor) -> Screen:
    return Screen(supervisor)


@pytest.fixture
def asked(team: Team, agent: Actor) -> Callable[..., UUID]:
    """`asked("80.00")`: goodwill that waits, on a paid order of 1,000.00 of its own."""

    def asked(amount: str = "80.00", *, by: Actor | None = None, order: UUID | None = None, note: str = "") -> UUID:
        order = order or team.paid_order(100000)
        acted = team.act(
            by or agent, "goodwill", said=note, order=str(order), amount=eur(amount), reason="late_delivery"
        )
        assert acted.approval_id is not None
        return acted.approval_id

    return asked
