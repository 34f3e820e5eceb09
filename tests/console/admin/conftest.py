"""The administration's handlers, called as the guard lets them through, with a real database behind them."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar
from uuid import UUID

import pytest
import reflex as rx

from console import bootstrap, guard
from console.admin.person import state as person_state
from console.auth.argon2 import Argon2Passwords
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.permissions import Permission
from domain.staff.add_person import add_person
from domain.staff.sessions import SignedIn
from domain.work.application import Application

S = TypeVar("S")
PASSWORD = "violet otter climbs slowly"


@pytest.fixture(scope="session")
def quick() -> Argon2Passwords:
    """The real hasher with the least work."""
    return Argon2Passwords(passes=1, kibibytes=8)


@pytest.fixture(autouse=True)
def wired(
    database: Database,
    database_url: str,
    application: Application,
    quick: Argon2Passwords,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """The console of this process, on the test's database and clock."""
    monkeypatch.setattr(person_state, "passwords", lambda: quick)
    settings = Settings(database_url=database_url, public_url="http://console.test", _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    yield
    bootstrap.use(before)


@pytest.fixture
def add(application: Application, administrator: Actor, quick: Argon2Passwords) -> Callable[..., UUID]:
    """`add("ana@example.com", role="agent")`."""

    def make(email: str = "ana@example.com", **values: Any) -> UUID:
        standard = {"name": "Ana Lima", "role": "agent", "password": PASSWORD, "passwords": quick}
        return application.perform(add_person, administrator, email=email, **standard | values)

    return make


@pytest.fixture
def boss(add: Callable[..., UUID], clock: Any) -> SignedIn:
    """An administrator with this screen open."""
    staff_id = add("boss@example.com", name="Dominique Hall", role="administrator")
    return someone(staff_id, frozenset(Permission), clock)


def someone(staff_id: UUID, rights: frozenset[Permission], clock: Any) -> SignedIn:
    """A person signed in with exactly these rights."""
    actor = Actor(kind=ActorKind.STAFF, id=staff_id, name="Dominique Hall", role="test", permissions=rights)
    return SignedIn(
        actor=actor,
        session_id=staff_id,
        staff_id=staff_id,
        email="boss@example.com",
        language="en",
        time_zone="Europe/Paris",
        expires_at=clock.now(),
        keep=False,
    )


class Screen:
    """One open tab: `await screen.of(PersonState)` is its state, `await screen.call(state.add, form)` an event."""

    def __init__(self, person: SignedIn) -> None:
        self.root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
        self.person = person

    async def of(self, kind: type[S]) -> S:
        return await self.root.get_state(kind)  # type: ignore[type-var,return-value]

    async def call(self, kind: type[Any], handler: str, *args: Any) -> Any:
        guard.acting_as(self.person)
        state: Any = await self.of(kind)
        method: Callable[..., Awaitable[Any]] = kind.event_handlers[handler].fn
        return await method(state, *args)


@pytest.fixture
def screen(boss: SignedIn) -> Screen:
    return Screen(boss)
