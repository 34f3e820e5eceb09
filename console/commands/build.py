"""Builds the frontend if what it is made of has changed."""

from argparse import ArgumentParser, Namespace

from console.commands import Command
from console.frontend import FrontendBuildFailed, build_frontend_if_changed
from console.say import say
from console.settings import Settings


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")


def _run(settings: Settings, options: Namespace) -> int:
    built = build_frontend_if_changed(var=settings.var, say=say, force=options.force)
    say("The frontend is built." if built else "The frontend is up to date.")
    return 0


COMMAND = Command(
    help="build the frontend, if it changed", run=_run, add_arguments=_add_arguments, refusals=(FrontendBuildFailed,)
)
