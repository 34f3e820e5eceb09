"""Everything on this machine: database, migrations, demo world, frontend, web process and worker."""

from argparse import Namespace

from console.commands import Command
from console.frontend import FrontendBuildFailed
from console.postgres import PostgresFailed
from console.settings import Settings
from console.supervisor import CannotRun, supervise


def _run(settings: Settings, _options: Namespace) -> int:
    supervise(settings)
    return 0


COMMAND = Command(
    help="run everything on this machine, until Ctrl-C",
    run=_run,
    refusals=(CannotRun, FrontendBuildFailed, PostgresFailed),
)
