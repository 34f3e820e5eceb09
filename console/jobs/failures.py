"""Remember why a job failed: the queue keeps no reasons."""

from datetime import UTC, datetime
from typing import Any, Final

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.kernel.errors import DomainError

LONGEST: Final = 300

log = structlog.get_logger(__name__)

_NOTE: Final = text(
    """
    INSERT INTO job_failures (job_id, problem, at) VALUES (:job_id, :problem, :at)
    ON CONFLICT (job_id) DO UPDATE SET problem = excluded.problem, at = excluded.at
    """
)
FORGET: Final = text("DELETE FROM job_failures WHERE job_id NOT IN (SELECT id FROM procrastinate_jobs)")


def problem_of(error: BaseException) -> str:
    """One line: our own sentence, or the kind of the error and the first line of what it says. What a statement was
    given is never told: it may be somebody's data.
    """
    if isinstance(error, DomainError):
        return f"{error.code}: {error.en}"[:LONGEST]
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = str(told).strip().splitlines() or [""]
    return f"{type(told).__name__}: {lines[0]}".removesuffix(": ")[:LONGEST]


def note_failure(console: Any, job_id: int, error: BaseException) -> None:
    """In a transaction of its own. Where even that fails, the log is all there is."""
    noted = {"job_id": job_id, "problem": problem_of(error), "at": datetime.now(UTC)}
    try:
        with console.database.session() as session:
            session.execute(_NOTE, noted)
            session.commit()
    except Exception:
        log.exception("why a job failed could not be noted", job=job_id)


def forget_failures(console: Any) -> None:
    """Of jobs that are gone."""
    with console.database.session() as session:
        session.execute(FORGET)
        session.commit()
