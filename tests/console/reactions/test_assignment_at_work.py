"""Work is offered by the product's own queue and workers, which are killed while they do it: nothing waits unseen."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL

from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from console.reactions import subscriptions
from domain.assignment.answer_offer import accept_offer
from domain.assignment.change_agent import change_agent
from domain.assignment.queries import offers
from domain.assignment.set_presence import set_presence
from domain.assignment.settings import change_settings
from domain.cases.open_case import open_case
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict
from domain.work.application import Application
from tests.support.asking import assert_chains_hold
from tests.support.asking import one as value
from tests.support.builders import Builders
from tests.support.databases import copy_of_template
from tests.support.team import Team
from tests.support.worker import workers

AGENTS, EACH, KILLS, MOST_SECONDS = 4, 5, 2, 150
TAKEN = "SELECT count(*) FROM cases WHERE owner_id IS NOT NULL"


@pytest.fixture
def shop(postgres: URL) -> Iterator[tuple[str, Application]]:
    """A database of its own, with jobs that are really queued."""
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        yield address, Application(database, jobs=JobsAdapter(), subscriptions=subscriptions())
        database.dispose()


def test_workers_that_are_killed_leave_nothing_waiting(
    shop: tuple[str, Application], administrator: Actor, tmp_path: Path
) -> None:
    url, application = shop
    _staff(application, administrator)
    for number in range(AGENTS * EACH + 3):
        application.perform(
            open_case, administrator, subject=f"Number {number}", topic="other", channel="email", language="en"
        )
    settings = {"DATABASE_URL": url, "VAR": str(tmp_path), "WORKER_CONCURRENCY": "3"}
    deadline = time.monotonic() + MOST_SECONDS
    with workers(settings, log=tmp_path / "worker.log") as pool:
        running, kills = [pool.start(), pool.start()], 0
        while value(url, TAKEN) < AGENTS * EACH or kills < KILLS:
            assert time.monotonic() < deadline, f"{value(url, TAKEN)} cases are taken only"
            _accept(application, administrator)
            if kills < KILLS and value(url, TAKEN) >= (kills + 1) * AGENTS * EACH // (KILLS + 2):
                pool.kill(running.pop(0))
                running.append(pool.start())
                kills += 1
            time.sleep(0.05)
    assert value(url, TAKEN) == AGENTS * EACH  # nobody holds more than they can
    assert value(url, "SELECT max(n) FROM (SELECT count(*) AS n FROM cases GROUP BY owner_id) AS held") == EACH
    accepted = "SELECT count(*) - count(DISTINCT case_id) FROM offers WHERE status = 'accepted'"
    assert value(url, accepted) == 0
    assert value(url, "SELECT count(*) FROM case_clocks WHERE kind = 'first_answer'") > 0
    assert_chains_hold(url)


def _staff(application: Application, administrator: Actor) -> None:
    team = Team(application, Builders(application, administrator))
    application.perform(change_settings, administrator, values={"accept": 300})
    for _ in range(AGENTS):
        staff_id: UUID | None = team.hire().id
        work: dict[str, Any] = {"languages": ["en"], "capacity": {"email": EACH}}
        application.perform(change_agent, administrator, staff_id=staff_id, **work)
        application.perform(set_presence, administrator, staff_id=staff_id, presence="online")


def _accept(application: Application, administrator: Actor) -> None:
    """Everybody takes what is offered to them."""
    for row in application.ask(offers, administrator):
        try:
            application.perform(accept_offer, administrator, offer_id=row.id)
        except Conflict:
            continue  # withdrawn at this moment
