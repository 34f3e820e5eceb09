"""Reactions by the product's own queue and workers, which are killed while they work; what fails is tried again."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from console.reactions import subscriptions
from domain.cases.open_case import open_case
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.browser.rules_world import publish_rules
from tests.console.reactions.alerting import alert, fact, rule
from tests.support.asking import ask as rows
from tests.support.asking import assert_chains_hold
from tests.support.asking import one as value
from tests.support.databases import copy_of_template
from tests.support.worker import workers

CASES = 60
# A machine under load may miss the engine's 50 ms, which is told as well, in an alert of its own.
TOLD = "SELECT count(*) FROM alerts WHERE rule = 'opened'"
KILLS = 3
MOST_SECONDS = 120


@pytest.fixture
def shop(postgres: URL) -> Iterator[tuple[str, Application]]:
    """A database of its own, with jobs that are really queued."""
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        yield address, Application(database, jobs=JobsAdapter(), subscriptions=subscriptions())
        database.dispose()


def test_workers_that_are_killed_tell_everything_once(
    shop: tuple[str, Application], administrator: Actor, tmp_path: Path
) -> None:
    url, application = shop
    document = {
        "format": 1,
        "family": "alerting",
        "rules": [
            rule(
                "opened",
                fact("event", "eq", "case.opened"),
                alert(),
                {"effect": "raise_priority", "priority": 1},
            )
        ],
    }
    publish_rules(application, document, "Tests")
    for number in range(CASES):
        application.perform(
            open_case, administrator, subject=f"Number {number}", topic="other", channel="email", language="en"
        )
    settings = {"DATABASE_URL": url, "VAR": str(tmp_path), "WORKER_CONCURRENCY": "3"}
    deadline = time.monotonic() + MOST_SECONDS
    with workers(settings, log=tmp_path / "worker.log") as pool:
        running, kills = [pool.start(), pool.start()], 0
        while value(url, TOLD) < CASES or kills < KILLS:
            assert time.monotonic() < deadline, "the reactions are not done"
            time.sleep(0.02)
            if kills < KILLS and value(url, TOLD) >= (kills + 1) * CASES // (KILLS + 2):
                pool.kill(running.pop(0))
                running.append(pool.start())
                kills += 1
    assert rows(url, TOLD.replace("count(*)", "count(*), count(DISTINCT case_id)")) == [(CASES, CASES)]
    assert value(url, "SELECT count(*) FROM events WHERE type = 'case.priority_raised'") == CASES
    assert value(url, "SELECT count(*) FROM cases WHERE priority = 1") == CASES
    assert_chains_hold(url)
