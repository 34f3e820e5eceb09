"""The self-service page on the test's database, in a browser that keeps its cookie."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from console import bootstrap
from console.bootstrap import Console
from console.settings import Settings
from domain.db.database import Database
from domain.models.message import OutboundMessage
from domain.ports.ports import Ports
from domain.work.application import Application
from notifications.render import TemplateLetters
from tests.support.api import the_api

SITE = "http://help.test"


@dataclass
class Browser:
    """Somebody at the page. `address` is where they ask from."""

    app: FastAPI
    address: str = "192.0.2.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str = "/help", **options: Any) -> httpx.Response:
        return asyncio.run(self._ask("GET", path, **options))

    def post(self, path: str, **form: str) -> httpx.Response:
        """The answer to the form, or the page that it leads to."""
        answer = asyncio.run(self._ask("POST", f"/help/{path}", data=form))
        return self.get(answer.headers["location"]) if answer.status_code == 303 else answer

    async def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"origin": SITE, "sec-fetch-site": "same-origin"} | options.pop("headers", {})
        if method == "POST":
            headers["content-type"] = "application/x-www-form-urlencoded"  # as browsers do for an empty form as well
        transport = httpx.ASGITransport(app=self.app, client=(self.address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=self.cookies) as client:
            answer = await client.request(method, path, headers=headers, **options)
            self.cookies = dict(client.cookies)
            return answer


@pytest.fixture(autouse=True)
def wired(database: Database, database_url: str, application: Application) -> Iterator[Console]:
    """The console of this process, on the test's database and clock, with the real letters."""
    settings = Settings(  # type: ignore[call-arg]
        database_url=database_url, public_url=SITE, secret_key="s" * 40, _env_file=None
    )
    application.ports = Ports(letters=TemplateLetters())
    wired = Console(settings=settings, database=database, application=application)
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return the_api()


@pytest.fixture
def browser(app: FastAPI) -> Callable[..., Browser]:
    return lambda **values: Browser(app, **values)


@pytest.fixture
def last_code(database: Database) -> Callable[[], str]:
    """The code that was written last."""

    def read() -> str:
        with database.reading() as session:
            query = select(OutboundMessage.body).where(OutboundMessage.secret.is_(True))
            body = session.execute(query.order_by(OutboundMessage.id.desc()).limit(1)).scalar_one()
        found = re.search(r"\b\d{6}\b", body)
        assert found
        return found[0]

    return read


@pytest.fixture
def known(browser: Callable[..., Browser], last_code: Callable[[], str]) -> Callable[[str, str], Browser]:
    """`known("#C1", "marie@example.org")`: somebody who found their order and answered a code."""

    def come(number: str, proof: str) -> Browser:
        page = browser()
        shown = page.post("track", order=number, proof=proof).text
        contact = re.search(r'name="contact" value="([^"]+)"', shown)
        assert contact
        check = re.search(r'name="check" value="([^"]+)"', page.post("code", contact=contact[1]).text)
        assert check
        assert "we know that it is you" in page.post("code-answer", check=check[1], code=last_code()).text
        return page

    return come


def digest_in(answer: httpx.Response) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]+)"', answer.text)
    assert found, re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)
    return found[1]


@pytest.fixture
def marie(build: Any) -> UUID:
    made: UUID = build.customer(
        first_name="Marie", last_name="Dupont", emails=["marie@example.org"], phones=["+33612345678"]
    )
    return made
