"""What the clock does with conversations."""

from typing import Any, Final

from console.jobs.registry import task
from domain.cases.snooze_case import wake_due_cases
from domain.kernel.actor import Actor

WAKE: Final = "cases.wake"
CLOCK: Final = Actor.system("clock")


@task(WAKE, cron="* * * * *")
def wake_every_minute(console: Any, /, **_args: Any) -> object:
    """Cases that were put aside come back when their time has come."""
    return console.application.perform(wake_due_cases, CLOCK)
