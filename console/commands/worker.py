"""The worker alone, for running several on several machines."""

from argparse import Namespace

from console.commands import Command
from console.logs import configure_logging
from console.postgres import PostgresFailed, database_at_hand
from console.settings import Settings
from console.worker import work


def _run(settings: Settings, _options: Namespace) -> int:
    configure_logging(settings, process="worker")
    with database_at_hand(settings) as ready:
        work(ready)
    return 0


COMMAND = Command(help="do the jobs that others have queued (after `migrate`)", run=_run, refusals=(PostgresFailed,))
