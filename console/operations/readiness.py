"""Whether this process can do its work now."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from domain.db.database import Database
from domain.db.migrate import is_current

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Readiness:
    """`database`: it answers. `migrations`: none is waiting. Ready means both."""

    database: bool
    migrations: bool

    @property
    def ready(self) -> bool:
        return self.database and self.migrations


def readiness(database: Database) -> Readiness:
    """Asks the database; never raises."""
    try:
        return Readiness(database=True, migrations=is_current(database))
    except (SQLAlchemyError, OSError) as error:
        log.warning("not ready", error=type(error).__name__)
        return Readiness(database=False, migrations=False)


def jobs_by_state(database: Database) -> dict[str, int]:
    """How many jobs wait, run, failed …"""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"))
        return {state: count for state, count in rows}


def oldest_due_job(database: Database) -> float:
    """Seconds that the job which is due longest has waited; 0 when none is due."""
    with database.engine.connect() as connection:
        age = connection.execute(
            text(
                "SELECT extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))) FROM procrastinate_jobs j "
                "JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
                "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()"
            )
        ).scalar()
        return float(age or 0)
