"""Visitors of the chat who never wrote, and tokens that nobody uses any more, are forgotten every night."""

from datetime import timedelta
from typing import Any, Final

import structlog

from console.jobs.registry import task
from domain.kernel.actor import Actor
from domain.visitors.forget_visitors import MOST, forget_visitors

FORGET: Final = "visitors.forget"
_MOST_ROUNDS: Final = 500

log = structlog.get_logger("upkeep")


@task(FORGET, cron="47 3 * * *")
def forget(console: Any, /, **_args: Any) -> object:
    """The task: see `forget_visitors`; how long they are kept is a setting."""
    now, settings = console.application.clock.now(), console.settings
    kept = {
        "silent_since": now - timedelta(days=settings.widget_visitor_days),
        "unused_since": now - timedelta(days=settings.widget_token_days),
    }
    visitors = tokens = 0
    for _ in range(_MOST_ROUNDS):
        done = console.application.perform(forget_visitors, Actor.system("upkeep"), **kept)
        visitors, tokens = visitors + done.visitors, tokens + done.tokens
        if max(done.visitors, done.tokens) < MOST:
            break
    log.info("visitors forgotten", visitors=visitors, tokens=tokens)
    return {"visitors": visitors, "tokens": tokens}
