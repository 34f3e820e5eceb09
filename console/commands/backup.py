"""Writes one file with everything in the database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.backup import BackupRefused, back_up
from console.commands import Command
from console.postgres import PostgresFailed, database_at_hand
from console.postgres.programs import ProgramFailed, programs_for
from console.say import say
from console.settings import Settings


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="the file to write; it must not exist")


def _run(settings: Settings, options: Namespace) -> int:
    with database_at_hand(settings) as ready:
        manifest = back_up(
            database_url=ready.database_url or "",
            programs=programs_for(embedded=settings.embedded),
            path=options.path.absolute(),
        )
    size = options.path.stat().st_size / 1_000_000
    say(f"Written to {options.path} ({size:.1f} MB, schema {manifest.migration}).")
    return 0


COMMAND = Command(
    help="write everything in the database to one file; the console may run",
    run=_run,
    add_arguments=_add_arguments,
    refusals=(BackupRefused, PostgresFailed, ProgramFailed),
)
