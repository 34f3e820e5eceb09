"""Messages that wait, and vendors that do as they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from domain.db.database import Database
from domain.kernel.clock import SetClock
from domain.messages.queue import queue_message
from domain.ports.ports import Ports
from domain.work.application import Application
from notifications.channels.channel import Parcel
from notifications.render import TemplateLetters
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.server import connect


@pytest.fixture
def application(database: Database, clock: SetClock, jobs: NotedJobs) -> Application:
    """Writes with the product's templates."""
    return Application(database, clock=clock, jobs=jobs, ports=Ports(letters=TemplateLetters()))


@pytest.fixture
def sql(database: Database) -> Any:
    with connect(database.url.set(drivername="postgresql")) as connection:

        def sql(statement: str, *values: Any) -> list[Any]:
            cursor = connection.execute(statement, values or None)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

        yield sql


@pytest.fixture
def marie(build: Builders) -> UUID:
    return build.customer(
        first_name="Marie", last_name="Dupont", emails=["marie@example.org"], phones=["+33612345678"], language="fr"
    )


@pytest.fixture
def queued(build: Builders, marie: UUID) -> Callable[..., UUID]:
    """Queue a message to her and tell its id."""

    def queued(channel: str = "email", **values: Any) -> UUID:
        address = "marie@example.org" if channel == "email" else "+33612345678"
        standard = {
            "customer_id": marie,
            "template": "identity_code",
            "channel": channel,
            "address": address,
            "language": "en",
            "values": {"code": "123456", "minutes": 10},
        }
        return build.perform(queue_message, **standard | values)

    return queued


@dataclass
class Vendor:
    """A channel. `answers` are what its next calls raise or tell; it remembers what it was handed."""

    answers: list[Exception | str] = field(default_factory=list)
    sent: list[Parcel] = field(default_factory=list)
    found: str | None = None
    looked: int = 0

    def send(self, parcel: Parcel) -> str:
        self.sent.append(parcel)
        answer = self.answers.pop(0) if self.answers else f"ref-{len(self.sent)}"
        if isinstance(answer, Exception):
            raise answer
        return answer

    def find(self, parcel: Parcel) -> str | None:
        self.looked += 1
        return self.found


@pytest.fixture
def vendor() -> Vendor:
    return Vendor()
