"""What the clock does with conversations."""

from typing import Any, Final

from console.jobs.registry import task
from domain.cases.snooze_case import wake_due_cases
from domain.conversations.end_lost_calls import end_lost_calls
from domain.kernel.actor import Actor

WAKE: Final = "cases.wake"
LOST_CALLS: Final = "calls.end_lost"
CLOCK: Final = Actor.system("clock")


@task(WAKE, cron="* * * * *")
def wake_every_minute(console: Any, /, **_args: Any) -> object:
    """Cases that were put aside come back when their time has come."""
    return console.application.perform(wake_due_cases, CLOCK)


@task(LOST_CALLS, cron="*/5 * * * *", queue="conversations")
def end_calls_without_end(console: Any, /, **_args: Any) -> object:
    """Calls that are longer than a call can be."""
    return console.application.perform(end_lost_calls, CLOCK)
