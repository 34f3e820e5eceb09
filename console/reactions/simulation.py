"""Backtests run chunk by chunk; shadows look every few seconds at what was decided, so that no decision waits."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from console.jobs.registry import task
from domain.events.subscriptions import Subscriptions
from rules_engine.simulation.end_backtest import end_backtest
from rules_engine.simulation.follow_shadows import TESTER, compare_batch, follow_shadows
from rules_engine.simulation.run_chunk import run_chunk
from rules_engine.simulation.start_backtest import QUEUE, RUN

FOLLOW: Final = "rules.follow_shadows"
END: Final = "rules.end_shadow"
TIDY: Final = "rules.tidy_backtests"

_LOST: Final = text(
    """
    SELECT id FROM rule_backtests WHERE status = 'running' AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE task_name = :task AND status IN ('todo', 'doing')
            AND args ->> 'backtest_id' = rule_backtests.id::text
    )
    """
)


def follow_drafts(subscriptions: Subscriptions) -> None:
    """A draft that is published or given up no longer runs beside the live version."""
    subscriptions.on(
        ("rules.published", "rules.draft_discarded"),
        task=END,
        args=lambda event: {"draft_id": event.data.get("draft_id"), "at": event.occurred_at.isoformat()},
    )


@task(RUN, attempts=4, queue=QUEUE)
def run(console: Any, /, **args: Any) -> object:
    """The task: see `run_chunk`."""
    run_chunk(console.application, backtest_id=UUID(args["backtest_id"]), number=int(args["number"]))
    return None


@task(FOLLOW, cron="* * * * * */10", queue=QUEUE)
def follow(console: Any, /, **_args: Any) -> object:
    """The task: see `follow_shadows`."""
    follow_shadows(console.application)
    return None


@task(END, queue=QUEUE)
def end(console: Any, /, **args: Any) -> object:
    """What was decided until then is compared, then the shadow ends; see `compare_batch`."""
    at = datetime.fromisoformat(args["at"])
    while console.application.perform(compare_batch, TESTER, draft_id=UUID(args["draft_id"]), ended_at=at):
        pass
    return None


@task(TIDY, cron="*/2 * * * *", queue=QUEUE)
def tidy(console: Any, /, **_args: Any) -> object:
    """A backtest whose jobs were given up has failed; it would seem to run for ever."""
    with console.database.reading() as session:
        lost = list(session.execute(_LOST, {"task": RUN}).scalars())
    for id in lost:
        console.application.perform(end_backtest, TESTER, backtest_id=id, status="failed")
    return None
