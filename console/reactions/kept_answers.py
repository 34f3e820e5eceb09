"""Answers kept for idempotency keys are forgotten after a month: nobody repeats a request that late."""

from datetime import timedelta
from typing import Any

from console.jobs.registry import task
from domain.idempotency.forget_answers import forget_answers
from domain.kernel.actor import Actor

FORGET = "idempotency.forget_answers"
KEPT_FOR = timedelta(days=30)


@task(FORGET, cron="23 3 * * *")
def forget(console: Any, /, **_args: Any) -> object:
    """The task: see `forget_answers`."""
    before = console.application.clock.now() - KEPT_FOR
    return console.application.perform(forget_answers, Actor.system("upkeep"), kept_before=before)
