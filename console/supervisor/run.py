"""Brings up everything on one machine, keeps it up, and takes it down cleanly.

Order: a free port, the database, migrations, the demo world once, the frontend if it changed, then the web process,
the worker and the local payment gateway. If the supervisor itself is killed, all stop by themselves (see `lifeline`),
and the last one to leave the embedded PostgreSQL stops it.
"""

from __future__ import annotations

import sys
import time

from console.frontend import build_frontend_if_changed
from console.postgres import database_at_hand
from console.say import say
from console.settings import PROJECT, Settings
from console.steps import run_step
from console.supervisor.checks import CannotRun, refuse_taken_port, the_only_one
from console.supervisor.family import Family
from console.supervisor.prepared import is_prepared, note_prepared
from console.supervisor.signals import StopRequested, stop_on_signals

__all__ = ["CannotRun", "supervise"]


def supervise(settings: Settings) -> None:
    """Runs until SIGINT or SIGTERM. Refused (`CannotRun`) when the port or the data folder is in use.

    The demo world is made once: with the embedded database, or with SEED_DEMO=1.
    """
    started = time.monotonic()
    try:
        with stop_on_signals(), the_only_one(settings.var):
            refuse_taken_port(settings)
            with database_at_hand(settings, say=say) as ready:
                _prepare(ready, demo=settings.embedded if settings.seed_demo is None else settings.seed_demo)
                build_frontend_if_changed(var=settings.var, say=say)
                Family(settings, started=started).keep_up()
    except StopRequested:
        say("Stopped.")


def _prepare(settings: Settings, *, demo: bool) -> None:
    """Migrations and the demo world. Both do nothing when there is nothing to do, but take seconds to find out."""
    if is_prepared(settings, demo=demo):
        return
    database = {"DATABASE_URL": settings.database_url or ""}
    _step(["-m", "console", "migrate"], database, failure="The database could not be brought up to date.")
    if demo:
        _step(["-m", "seed", "demo"], database, failure="The demo world could not be made.")
    note_prepared(settings, demo=demo)


def _step(arguments: list[str], environment: dict[str, str], *, failure: str) -> None:
    if run_step([sys.executable, *arguments], folder=PROJECT, environment=environment) != 0:
        raise CannotRun(f"{failure} What went wrong stands above.")
