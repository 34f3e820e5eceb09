"""The API in this process, on the database and clock of the test, asked by other systems with keys of their own."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from console import bootstrap
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.permissions import Permission, Role
from domain.staff.add_api_key import add_api_key
from domain.work.application import Application
from tests.support.api import the_api
from tests.support.builders import Builders


class Caller:
    """Another system. Its methods are httpx's; paths are below the API's base."""

    def __init__(self, app: FastAPI, key: str | None) -> None:
        self.app = app
        self.headers = {"authorization": f"Bearer {key}"} if key else {}

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self.call(method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self("POST", path, json=json, **options)

    def put(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self("PUT", path, json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self("PATCH", path, json=json, **options)

    async def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request; an exception that nothing answers fails the test."""
        headers = self.headers | options.pop("headers", {})
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://api.test/api/v1") as client:
            return await client.request(method, path.lstrip("/") or "/", headers=headers, **options)


@pytest.fixture(autouse=True)
def wired(database: Database, database_url: str, application: Application) -> Iterator[Console]:
    """The console of this process, on the test's database and clock."""
    settings = Settings(database_url=database_url, _env_file=None)  # type: ignore[call-arg]
    wired = Console(settings=settings, database=database, application=application)
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return the_api()


@pytest.fixture
def caller_with(app: FastAPI, build: Builders) -> Callable[..., Caller]:
    """`caller_with(Permission.ORDERS_READ, …)`: a system whose key has exactly these rights; none for no key."""

    def make(*permissions: Permission) -> Caller:
        made = build.perform(add_api_key, name="Web shop", role=Role.ADMINISTRATOR, scopes=[*map(str, permissions)])
        return Caller(app, made.key)

    return make


@pytest.fixture
def api(caller_with: Callable[..., Caller]) -> Caller:
    """A system that may do everything."""
    return caller_with(*Permission)


@pytest.fixture
def stranger(app: FastAPI) -> Caller:
    """A system without a key."""
    return Caller(app, None)
