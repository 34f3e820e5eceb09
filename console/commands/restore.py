"""Puts a backup into the database, whole or not at all."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.backup import BackupRefused, restore
from console.commands import Command
from console.postgres import PostgresFailed, database_at_hand
from console.postgres.programs import ProgramFailed, programs_for
from console.say import say
from console.settings import Settings


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="a file that `backup` has written")
    parser.add_argument("--replace", action="store_true", help="replace everything that is in the database")


def _run(settings: Settings, options: Namespace) -> int:
    with database_at_hand(settings) as ready:
        manifest = restore(
            database_url=ready.database_url or "",
            programs=programs_for(embedded=settings.embedded),
            path=options.path,
            replace=options.replace,
        )
    say(f"Restored the backup of {manifest.made_at} (schema {manifest.migration}).")
    say("If this release is newer than the one that made it: python -m console migrate")
    return 0


COMMAND = Command(
    help="put a backup into the database; with --replace, in place of what is there",
    run=_run,
    add_arguments=_add_arguments,
    refusals=(BackupRefused, PostgresFailed, ProgramFailed),
)
