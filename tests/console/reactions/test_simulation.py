"""What the worker does for backtests and shadows: a killed worker's chunk is done by another, and counts once."""

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL, text

from console.adapters.jobs import JobsAdapter
from console.bootstrap import Console
from console.jobs.schema import prepare_job_tables
from console.reactions import subscriptions
from console.reactions.simulation import END, end, tidy
from console.settings import Settings
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SystemClock
from domain.work.application import Application
from rules_engine.publishing.discard_draft import discard_draft
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.simulation import past
from rules_engine.simulation.queries import backtest, differences
from rules_engine.simulation.shadow_queries import last_shadow
from rules_engine.simulation.start_backtest import start_backtest
from rules_engine.simulation.start_shadow import start_shadow
from tests.rules_engine.simulation.conftest import NEW, OLD, decided, drafted
from tests.support.databases import copy_of_template
from tests.support.worker import workers

__all__ = ["drafted"]

DECISIONS = 400
_INSERT = text(
    """
    INSERT INTO decisions (id, family, version_name, subject_kind, facts, fired, effects, answered_by, microseconds, at)
    SELECT gen_random_uuid(), 'routing', 'routing 1', 'case', facts, fired, effects, 'engine', 1, now() - n * :step
    FROM generate_series(1, :count) AS n
    CROSS JOIN jsonb_to_record(CAST(:row AS jsonb)) AS decision (facts jsonb, fired jsonb, effects jsonb)
    """
)


def test_a_killed_worker_loses_nothing_and_nothing_counts_twice(
    postgres: URL, administrator: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real workers, killed over and over while they replay; in the end the sums are those of a plain count."""
    monkeypatch.setattr(past, "CHUNK", 4)
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        application = Application(database, clock=SystemClock(), jobs=JobsAdapter())
        _record(database)
        draft = application.perform(start_draft, administrator, family="routing", title="Care first")
        application.perform(save_draft, administrator, draft_id=draft, expected_version=1, document=NEW, examples=[])
        run = application.perform(start_backtest, administrator, family="routing", draft_id=draft)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with workers({"DATABASE_URL": address, "VAR": str(tmp_path)}, log=tmp_path / "workers.log") as hands:
            for _ in range(3):
                before = _done(application, administrator, run)
                victim = hands.start()
                _wait(lambda: _done(application, administrator, run) > before)  # noqa: B023
                hands.kill(victim)
            assert _done(application, administrator, run) < DECISIONS
            hands.start()
            _wait(lambda: _read(application, administrator, run).status == "done")
        row = _read(application, administrator, run)
        assert (row.done, row.sums["replayed"], row.sums["differ"]) == (DECISIONS, DECISIONS, DECISIONS)
        assert row.sums["measures"]["queue"] == {"general": [DECISIONS, 0], "care": [0, DECISIONS]}
        page = application.ask(differences, administrator, family="routing", backtest_id=run, limit=200)
        assert len({each.subject_id for each in page.items}) == 200
        with database.reading() as session:
            assert session.execute(text("SELECT count(*) FROM rule_differences")).scalar_one() == DECISIONS
        database.dispose()


def _record(database: Database) -> None:
    said = decided(OLD, {"topic": "complaint"})
    row = {"facts": said.facts, "fired": said.fired, "effects": said.effects}
    with database.session() as session:
        values = {"row": json.dumps(row), "count": DECISIONS, "step": timedelta(minutes=1)}
        session.execute(_INSERT, values)
        session.commit()


def _read(application: Application, actor: Actor, run: UUID) -> Any:
    return application.ask(backtest, actor, family="routing", backtest_id=run)


def _done(application: Application, actor: Actor, run: UUID) -> int:
    return int(_read(application, actor, run).done)


def _wait(until: Any) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "it did not go on"
        time.sleep(0.01)


def test_a_draft_that_is_given_up_ends_its_shadow(
    database: Database, application: Application, administrator: Actor, drafted: Any, jobs: Any
) -> None:
    draft = drafted()
    application.perform(start_shadow, administrator, draft_id=draft)
    wired = Application(database, clock=application.clock, jobs=jobs, subscriptions=subscriptions())
    wired.perform(discard_draft, administrator, draft_id=draft, expected_version=2)
    (job,) = [each for each in jobs.noted if each.task == END]
    console = Console(settings=Settings(_env_file=None), database=database, application=application)  # type: ignore[call-arg]
    for _ in range(2):
        end(console, **job.args)
    found = application.ask(last_shadow, administrator, draft_id=draft)
    assert found is not None
    assert found.ended_because == "discarded"


def test_a_backtest_whose_jobs_are_gone_has_failed(postgres: URL, administrator: Actor) -> None:
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        application = Application(database, clock=SystemClock(), jobs=JobsAdapter())
        _record(database)
        draft = application.perform(start_draft, administrator, family="routing", title="Care first")
        run = application.perform(start_backtest, administrator, family="routing", draft_id=draft)
        console = Console(settings=Settings(_env_file=None), database=database, application=application)  # type: ignore[call-arg]
        tidy(console)
        assert _read(application, administrator, run).status == "running"
        with database.session() as session:
            session.execute(text("UPDATE procrastinate_jobs SET status = 'failed'"))
            session.commit()
        tidy(console)
        assert _read(application, administrator, run).status == "failed"
        database.dispose()
