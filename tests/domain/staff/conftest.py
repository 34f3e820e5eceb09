"""A hasher that costs nothing and counts its work, and people made through the use cases."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.staff.add_person import add_person
from domain.staff.queries import PersonRow, person
from domain.staff.sign_in import OpenedSession, sign_in
from domain.work.application import Application

PASSWORD = "violet otter climbs slowly"


class CountingPasswords:
    """Keeps the password behind a prefix. `checked` counts the comparisons, real and feigned."""

    def __init__(self, prefix: str = "v2:") -> None:
        self.prefix = prefix
        self.checked: list[str] = []

    @property
    def of_nobody(self) -> str:
        return "nobody"

    def hash(self, password: str) -> str:
        return self.prefix + password

    def matches(self, password: str, kept: str) -> bool:
        self.checked.append(kept)
        return kept.partition(":")[2] == password

    def is_outdated(self, kept: str) -> bool:
        return not kept.startswith(self.prefix)


@pytest.fixture
def passwords() -> CountingPasswords:
    return CountingPasswords()


@pytest.fixture
def add(application: Application, administrator: Actor, passwords: CountingPasswords) -> Callable[..., UUID]:
    """`add("ana@example.com", role="administrator")`."""

    def make(email: str = "ana@example.com", **values: Any) -> UUID:
        standard = {"name": "Ana Lima", "role": "agent", "password": PASSWORD, "passwords": passwords}
        return application.perform(add_person, administrator, email=email, **standard | values)

    return make


@pytest.fixture
def look(application: Application, administrator: Actor) -> Callable[[UUID], PersonRow]:
    """The person as the administration screen sees them."""

    def read(staff_id: UUID) -> PersonRow:
        row = application.ask(person, administrator, staff_id=staff_id)
        assert row is not None
        return row

    return read


@pytest.fixture
def enter(application: Application, passwords: CountingPasswords, clock: SetClock) -> Callable[..., OpenedSession]:
    """`enter("ana@example.com", password="…", address="…")`."""

    def make(email: str = "ana@example.com", *, password: str = PASSWORD, address: str = "192.0.2.1") -> OpenedSession:
        return sign_in(
            application, email=email, password=password, address=address, user_agent="test", passwords=passwords
        )

    return make
