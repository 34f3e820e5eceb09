"""A shop elsewhere that is connected, with its goods here."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from console import bootstrap
from console.bootstrap import Console
from console.connectors.sealed import seal
from console.connectors.work import Outcome, work_off
from console.settings import Settings
from domain.connectors.add_connector import add_connector
from domain.connectors.queries import RefusalRow, refusals
from domain.connectors.receive import commit_file, keep_file
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.shop_payloads import SECRET


@pytest.fixture
def wired(database: Database, database_url: str, application: Application) -> Iterator[Console]:
    settings = Settings(database_url=database_url, _env_file=None)  # type: ignore[call-arg]
    wired = Console(settings=settings, database=database, application=application)
    before = bootstrap.use(wired)
    yield wired
    bootstrap.use(before)


@pytest.fixture
def goods(build: Builders) -> None:
    build.product("SHIRT-M", price=1999)
    build.product("LAMP", price=4500)
    build.node("PAR")
    for sku in ("SHIRT-M", "LAMP"):
        build.stock(sku, 10)


@pytest.fixture
def connect(wired: Console, goods: None, administrator: Actor) -> Callable[..., UUID]:
    """`connect("shopify")`: a connector whose stock stands at PAR."""

    def make(format: str, **values: Any) -> UUID:
        key = wired.settings.secret_key.get_secret_value().encode()
        standard = {"name": f"Shop of {format}", "node": "PAR", "secret": seal(key, SECRET)}
        return wired.application.perform(add_connector, administrator, format=format, **standard | values)

    return make


@pytest.fixture
def bring(application: Application, administrator: Actor) -> Callable[..., Outcome]:
    """`bring(connector, document, …)`: commit a file with these in it, and tell what came of it."""

    def bring(connector: UUID, *documents: Any) -> Outcome:
        body = documents[0] if isinstance(documents[0], str) else json.dumps(documents)
        kept = application.perform(keep_file, administrator, connector_id=connector, name="x.json", body=body)
        application.perform(commit_file, administrator, delivery_id=kept, later=False)
        outcome = work_off(application, kept)
        assert outcome is not None
        return outcome

    return bring


@pytest.fixture
def open_refusals(application: Application, administrator: Actor) -> Callable[[UUID], list[RefusalRow]]:
    return lambda connector: list(application.ask(refusals, administrator, connector_id=connector).items)
