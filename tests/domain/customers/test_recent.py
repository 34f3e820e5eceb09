"""The customers that somebody opened last."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from domain.customers.presence import look_at
from domain.customers.recent import KEPT, recently_opened
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def agent(actor_with: Callable[..., Actor]) -> Actor:
    return actor_with(Permission.CUSTOMERS_READ, session=True)


def open_each(application: Application, clock: SetClock, actor: Actor, ids: list[UUID]) -> None:
    for id in ids:
        clock.advance(timedelta(minutes=5))
        application.perform(look_at, actor, subject_kind="customer", subject_id=id)


def test_the_last_one_opened_is_first_and_each_is_there_once(
    application: Application, clock: SetClock, agent: Actor, administrator: Actor, build: Builders
):
    ana, ben, cleo = (build.customer(first_name=name) for name in ("Ana", "Ben", "Cléo"))
    open_each(application, clock, agent, [ana, ben, ana])
    open_each(application, clock, administrator, [cleo])
    assert [row.id for row in application.ask(recently_opened, agent)] == [ana, ben]
    assert [row.id for row in application.ask(recently_opened, agent, limit=1)] == [ana]
    assert [row.id for row in application.ask(recently_opened, administrator)] == [cleo]


def test_the_oldest_are_forgotten(
    application: Application, clock: SetClock, agent: Actor, build: Builders, database: Database
):
    ids = [build.customer() for _ in range(KEPT + 2)]
    open_each(application, clock, agent, ids)
    assert [row.id for row in application.ask(recently_opened, agent, limit=100)] == ids[:1:-1]


def test_denied(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.ask(recently_opened, powerless)
