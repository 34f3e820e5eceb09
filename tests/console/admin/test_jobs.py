"""Jobs that have failed: seen with the reason, done once more, or given up."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from console import guard
from console.adapters.jobs import JobsAdapter
from console.admin.jobs.state import JobsState
from console.bootstrap import console
from console.jobs.failed import discard_job, failed_jobs, retry_job
from console.jobs.failures import forget_failures, note_failure, problem_of
from console.jobs.schema import prepare_job_tables
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.ports.jobs import Deferred
from domain.work.application import Application
from tests.console.admin.conftest import Screen, someone
from tests.domain.conftest import happened
from tests.support.builders import Builders

__all__ = ["happened"]


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.fixture
def failed(database: Database, build: Builders) -> int:
    """A reaction to the event of an order that failed three times; and a job that is still to be done."""
    prepare_job_tables(database)
    order = build.order(number="#J1")
    with database.session() as session:
        found = session.execute(
            text("SELECT id FROM events WHERE order_id = :order AND type = 'order.placed'"), {"order": order}
        ).scalar_one()
        session.execute(text("DELETE FROM procrastinate_jobs"))  # of the tests before
        driver = session.connection().connection.driver_connection
        for task in ("alerts.react", "upkeep.something"):
            JobsAdapter().defer([Deferred(task, {"event_id": str(found)})], connection=driver)
        session.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'alerts.react'"))
        session.execute(
            text("UPDATE procrastinate_jobs SET status = 'failed', attempts = 3 WHERE task_name = 'alerts.react'")
        )
        id = session.execute(text("SELECT id FROM procrastinate_jobs WHERE status = 'failed'")).scalar_one()
        session.commit()
    note_failure(console(), id, ValueError("the rules say 1\nof many lines"))
    return int(id)


def state_of(database: Database, id: int) -> str:
    with database.reading() as session:
        query = text("SELECT status::text FROM procrastinate_jobs WHERE id = :id")
        return str(session.execute(query, {"id": id}).scalar_one())


async def shown(screen: Screen, wanted: object = "") -> JobsState:
    guard.acting_as(screen.person)
    state = await screen.of(JobsState)
    await state._show(screen.person, wanted=str(wanted))
    return state


@pytest.mark.parametrize(
    ("handler", "needs"),
    [
        ("again", Permission.OPERATIONS_READ),
        ("retry", Permission.OPERATIONS_WRITE),
        ("discard", Permission.OPERATIONS_WRITE),
    ],
)
def test_every_handler_is_for_who_may_do_it(handler: str, needs: Permission) -> None:
    rule = guard.rule_for(f"{JobsState.get_full_name()}.{handler}")
    assert rule is not None
    assert rule.needs is needs


def test_nobody_without_the_right(application: Application, failed: int, boss: Any, clock: Any) -> None:
    reader = someone(boss.staff_id, frozenset({Permission.OPERATIONS_READ}), clock).actor
    for use_case, args in ((retry_job, {}), (discard_job, {"reason": "x"})):
        with pytest.raises(Denied):
            application.perform(use_case, reader, job_id=failed, **args)
    with pytest.raises(Denied):
        application.ask(failed_jobs, Actor.nobody())


def test_what_failed_is_told_with_its_order_and_why(screen: Screen, failed: int) -> None:
    state = run(shown(screen, failed))
    (row,) = state.rows
    assert (state.panel, state.chosen, state.may_act) == ("job", row, True)
    assert (row.task, row.what, row.about, row.attempts) == (
        "alerts.react",
        "Ask the alerting rules",
        "#J1",
        "3 attempts",
    )
    assert row.problem == "ValueError: the rules say 1"
    assert row.about_href.endswith("&order=J1")


def test_it_is_done_once_more(screen: Screen, failed: int, database: Database, happened: Callable[..., Any]) -> None:
    run(shown(screen, failed))
    run(screen.call(JobsState, "retry"))
    assert state_of(database, failed) == "todo"
    (event,) = happened("job.retried")
    assert isinstance(event, EventRow)
    assert (event.data["job_id"], event.data["task"]) == (failed, "alerts.react")
    state = run(screen.of(JobsState))
    assert (state.rows, state.panel) == ([], "nobody")


def test_it_is_given_up_for_a_reason(
    screen: Screen, failed: int, database: Database, happened: Callable[..., Any]
) -> None:
    state = run(shown(screen, failed))
    run(screen.call(JobsState, "discard", {"reason": " "}))
    assert state.wrong != ""
    assert state_of(database, failed) == "failed"
    run(screen.call(JobsState, "discard", {"reason": "The order is gone"}))
    assert state_of(database, failed) == "cancelled"
    (event,) = happened("job.discarded")
    assert event.data["reason"] == "The order is gone"


def test_who_comes_second_is_told(application: Application, administrator: Actor, failed: int) -> None:
    application.perform(retry_job, administrator, job_id=failed)
    with pytest.raises(Conflict) as refused:
        application.perform(discard_job, administrator, job_id=failed, reason="Again")
    assert refused.value.code == "job_not_failed"
    with pytest.raises(NotFound):
        application.perform(retry_job, administrator, job_id=failed + 1000)


def test_reasons_go_with_their_jobs(failed: int, database: Database) -> None:
    with database.session() as session:
        session.execute(text("DELETE FROM procrastinate_jobs WHERE id = :id"), {"id": failed})
        session.commit()
    forget_failures(console())
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM job_failures")).scalar_one() == 0


def test_a_problem_is_one_line() -> None:
    assert problem_of(Invalid(code="too_big", en="Too big.", fr="Trop grand.")) == "too_big: Too big."
    assert problem_of(KeyError()) == "KeyError"
    assert len(problem_of(ValueError("x" * 1000))) == 300
