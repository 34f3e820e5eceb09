"""Brings the database to the newest schema."""

from argparse import Namespace

from console.commands import Command
from console.jobs.schema import JobSchemaRefused, prepare_job_tables
from console.postgres import PostgresFailed, database_at_hand
from console.settings import Settings
from domain.db.database import Database
from domain.db.migrate import migrate


def _run(settings: Settings, _options: Namespace) -> int:
    with database_at_hand(settings) as ready:
        database = Database(ready.sqlalchemy_url, pool_size=2)
        try:
            migrate(database)
            prepare_job_tables(database)
        finally:
            database.dispose()
    return 0


COMMAND = Command(
    help="bring the database to the newest schema; harmless when it is there",
    run=_run,
    refusals=(JobSchemaRefused, PostgresFailed),
)
