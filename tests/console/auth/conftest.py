"""The sign-in routes against a real database, and a browser that sends what browsers send."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from console import bootstrap
from console.auth import password_routes, routes
from console.auth.argon2 import Argon2Passwords
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.staff.add_person import add_person
from domain.work.application import Application

PASSWORD = "violet otter climbs slowly"
SITE = "http://console.test"


@pytest.fixture(scope="session")
def quick_passwords() -> Argon2Passwords:
    """The real hasher with the least work."""
    return Argon2Passwords(passes=1, kibibytes=8)


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, public_url=SITE, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture(autouse=True)
def wired(
    settings: Settings,
    database: Database,
    application: Application,
    quick_passwords: Argon2Passwords,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Console]:
    """The console of this process, on the test's database and clock."""
    wired = Console(settings=settings, database=database, application=application)
    for module in (routes, password_routes):
        monkeypatch.setattr(module, "passwords", lambda: quick_passwords)
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture
def browser() -> Callable[..., httpx.AsyncClient]:
    """`async with browser() as page: …`; keyword arguments are those of the client."""

    def open_browser(address: str = "192.0.2.7", **options: Any) -> httpx.AsyncClient:
        app = FastAPI()
        app.include_router(routes.router)
        app.include_router(password_routes.router)
        transport = httpx.ASGITransport(app=app, client=(address, 4711))
        headers = {"origin": SITE, "sec-fetch-site": "same-origin"} | options.pop("headers", {})
        return httpx.AsyncClient(**{"transport": transport, "base_url": SITE, "headers": headers} | options)

    return open_browser


@pytest.fixture
def ana(application: Application, administrator: Actor, quick_passwords: Argon2Passwords) -> UUID:
    """Ana, an agent, who signs in with ana@example.com."""
    return application.perform(
        add_person,
        administrator,
        email="ana@example.com",
        name="Ana Lima",
        role="agent",
        password=PASSWORD,
        passwords=quick_passwords,
    )
