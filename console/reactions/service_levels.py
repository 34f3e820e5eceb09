"""Clocks follow what happens to cases, warn, and say when a promise was broken."""

from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.service_levels.clocks import NOTE, QUEUE
from domain.service_levels.follow_event import FOLLOWED, catch_up, follow_event
from domain.service_levels.note_due import cases_without_clocks, clocks_due, note_due

FOLLOW: Final = "service_levels.follow"
LOOK: Final = "service_levels.look"
CATCH_UP: Final = "service_levels.catch_up"
CLOCK: Final = Actor.system("service levels")


def follow_cases(subscriptions: Subscriptions) -> None:
    """Move the clocks after each event, one job per case at a time."""
    subscriptions.on(
        FOLLOWED,
        task=FOLLOW,
        args=lambda event: {"event_id": str(event.id)},
        lock=lambda event: f"clocks:{event.data['case_id']}",
    )


@task(FOLLOW)
def follow(console: Any, /, **args: Any) -> object:
    """The task: see `follow_event`."""
    return console.application.perform(follow_event, CLOCK, event_id=UUID(args["event_id"]))


@task(NOTE, queue=QUEUE)
def note(console: Any, /, **args: Any) -> object:
    """The task: see `note_due`."""
    return console.application.perform(note_due, CLOCK, clock_id=UUID(args["clock_id"]))


@task(LOOK, cron="* * * * * */10", queue=QUEUE)
def look_regularly(console: Any, /, **_args: Any) -> object:
    """Every clock that warns or is over says so."""
    return look_at_clocks(console)


@task(CATCH_UP, cron="* * * * *", queue=QUEUE)
def catch_up_regularly(console: Any, /, **_args: Any) -> object:
    """Cases from before there were clocks get theirs."""
    found = console.application.ask(cases_without_clocks, CLOCK)
    for case_id in found:
        console.application.perform(catch_up, CLOCK, case_id=case_id)
    return len(found)


def look_at_clocks(console: Any) -> int:
    """Say what is due; how much was."""
    found = console.application.ask(clocks_due, CLOCK)
    return sum(bool(console.application.perform(note_due, CLOCK, clock_id=id)) for id in found)
