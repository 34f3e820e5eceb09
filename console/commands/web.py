"""The web process alone, for running several on several machines."""

from argparse import Namespace

from console.commands import Command
from console.postgres import PostgresFailed, database_at_hand
from console.settings import Settings
from console.web.serve import FrontendMissing, serve


def _run(settings: Settings, _options: Namespace) -> int:
    with database_at_hand(settings) as ready:
        serve(ready)
    return 0


COMMAND = Command(
    help="serve pages, live connection and API (after `build` and `migrate`)",
    run=_run,
    refusals=(FrontendMissing, PostgresFailed),
)
