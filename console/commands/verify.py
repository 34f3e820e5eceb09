"""Checks the event ledger: does every event still say what it said when it was written?"""

from argparse import ArgumentParser, Namespace

from console.commands import Command
from console.postgres import PostgresFailed, database_at_hand
from console.say import say
from console.settings import Settings
from domain.audit.heads import signing_key
from domain.audit.verify import verify_events
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.work.application import Application

_MOST_SHOWN = 20


def _run(settings: Settings, options: Namespace) -> int:
    with database_at_hand(settings) as ready:
        database = Database(ready.sqlalchemy_url, pool_size=2)
        try:
            key = signing_key(ready.secret_key.get_secret_value())
            actor = Actor.system("verify")
            found = Application(database).ask(verify_events, actor, stream=options.stream, key=key)
        finally:
            database.dispose()
    say(f"{found.events:,} events in {found.streams:,} streams checked, {len(found.breaks):,} faults found.")
    for fault in found.breaks[:_MOST_SHOWN]:
        say(f"  {fault.stream} at {fault.sequence}: {fault.problem}")
    return 1 if found.breaks else 0


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--stream", help="check one stream only, such as order:ID")


COMMAND = Command(
    help="check the hash chain of all events; exit code 1 when something was tampered with",
    run=_run,
    add_arguments=_arguments,
    refusals=(PostgresFailed,),
)
