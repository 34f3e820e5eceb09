"""The chat's routes on the test's database, asked as its page asks."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from console import bootstrap
from console.bootstrap import Console
from console.settings import Settings
from console.widget import answering as answering_module
from console.widget import limits as limits_module
from console.widget.answering import Answering
from console.widget.limits import Limits
from domain.conversations.reply import reply
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.api import the_api
from tests.support.team import Team

SITE = "http://chat.test"


@dataclass
class Page:
    """Somebody's browser with the chat open. `address` is where it asks from."""

    app: FastAPI
    token: str = ""
    address: str = "192.0.2.7"
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self.call(method, path, **options))

    async def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        own = {"origin": SITE, "sec-fetch-site": "same-origin"}
        if self.token:
            own["authorization"] = f"Bearer {self.token}"
        headers = own | self.headers | options.pop("headers", {})
        transport = httpx.ASGITransport(app=self.app, client=(self.address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url=SITE) as client:
            return await client.request(method, path, headers=headers, **options)

    def say(self, body: str, key: str = "", **options: Any) -> httpx.Response:
        return self("POST", "/widget/messages", json={"body": body, "key": key or body[:70]}, **options)

    def thread(self, **asked: str) -> dict[str, Any]:
        answer = self("GET", "/widget/thread", params=asked)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture(autouse=True)
def wired(
    database: Database, database_url: str, application: Application, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Console]:
    """The console of this process, on the test's database and clock, and with limits that nobody has used yet."""
    settings = Settings(  # type: ignore[call-arg]
        database_url=database_url, public_url=SITE, secret_key="s" * 40, _env_file=None
    )
    wired = Console(settings=settings, database=database, application=application)
    monkeypatch.setattr(limits_module, "_limits", Limits())
    monkeypatch.setattr(answering_module, "_answering", Answering())
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return the_api()


@pytest.fixture
def stranger(app: FastAPI) -> Page:
    """A browser without a token."""
    return Page(app)


@pytest.fixture
def ask(application: Application) -> Callable[..., Any]:
    """`ask(query, …)`: what somebody sees who may see everything."""
    return lambda query, **values: application.ask(query, Actor.system("test"), **values)


@pytest.fixture
def answer(application: Application, team: Team) -> Callable[..., UUID]:
    """`answer(conversation_id, "On its way.")`: somebody of staff writes."""
    zoe = team.hire(name="Zoé Petit")
    return lambda conversation_id, body, **more: application.perform(
        reply, zoe, conversation_id=conversation_id, body=body, **more
    )


@pytest.fixture
def visitor(app: FastAPI) -> Callable[..., Page]:
    """`visitor()`: a browser that has opened the chat."""

    def open_chat(language: str = "en", **values: Any) -> Page:
        page = Page(app, **values)
        answer = page("POST", "/widget/visitors", json={"language": language, "page": "https://shop.example/lamps"})
        assert answer.status_code == 201, answer.text
        page.token = answer.json()["token"]
        return page

    return open_chat
