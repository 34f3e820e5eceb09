"""Cases in words."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.cases.present import case_rows
from domain.cases.change_case import change_case
from domain.cases.open_case import open_case
from domain.cases.queries import cases
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def reader(clock: SetClock) -> Callable[[str], Reader]:
    return lambda language: Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())


def test_where_a_case_waits_is_read_in_a_line(
    build: Builders, application: Application, administrator: Actor, reader: Callable[[str], Reader]
) -> None:
    customer = build.customer()
    opened: UUID = build.perform(
        open_case, subject="Broken lamp", topic="return", channel="phone", customer_id=customer
    )
    found = application.ask(cases, administrator, customer_id=customer).items
    (row,) = case_rows(found, reader("en"), me=administrator.id)
    assert (row.subject, row.status, row.waits, row.closed) == ("Broken lamp", "waiting", "returns · priority 3", False)
    build.perform(change_case, case_id=opened, status="closed")
    found = application.ask(cases, administrator, customer_id=customer).items
    (row,) = case_rows(found, reader("fr"), me=administrator.id)
    assert (row.status, row.closed) == ("clos", True)
