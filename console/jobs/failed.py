"""Jobs that have failed for good: read, done once more, or given up. They stand in the tables of the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.work.unit import Unit

MOST: Final = 200
_STREAM: Final = "jobs"

_ID: Final = "CASE WHEN job.args ->> '{name}' ~ '^[0-9a-f-]{{36}}$' THEN (job.args ->> '{name}')::uuid END"
_FAILED: Final = text(
    f"""
    SELECT job.id, job.task_name AS task, job.args, job.attempts, queued.at AS queued_at,
        COALESCE(job_failures.at, failed.at, queued.at) AS failed_at, COALESCE(job_failures.problem, '') AS problem,
        COALESCE(orders.customer_id, events.customer_id) AS customer_id, COALESCE(orders.number, '') AS order_number
    FROM procrastinate_jobs AS job
    LEFT JOIN LATERAL (
        SELECT min(at) AS at FROM procrastinate_events WHERE job_id = job.id
    ) AS queued ON true
    LEFT JOIN LATERAL (
        SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id AND type = 'failed'
    ) AS failed ON true
    LEFT JOIN job_failures ON job_failures.job_id = job.id
    LEFT JOIN events ON events.id = {_ID.format(name="event_id")}
    LEFT JOIN payment_intents ON payment_intents.id = {_ID.format(name="intent_id")}
    LEFT JOIN orders ON orders.id = COALESCE(events.order_id, payment_intents.order_id)
    WHERE job.status = 'failed' ORDER BY failed_at DESC NULLS LAST, job.id DESC LIMIT :most
    """  # noqa: S608
)
_LOCKED: Final = text(
    "SELECT task_name AS task, args, status::text AS status FROM procrastinate_jobs WHERE id = :id FOR UPDATE"
)
_AGAIN: Final = text("SELECT procrastinate_retry_job_v2(:id, :now, NULL, NULL, NULL)")
_GIVE_UP: Final = text("UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = :id AND status = 'failed'")


@dataclass(frozen=True, slots=True)
class FailedJob:
    """`task` with `args`, tried `attempts` times; `problem` is why it failed the last time, in one line. It is about
    the order or the customer, where its arguments tell one.
    """

    id: int
    task: str
    args: Mapping[str, Any]
    attempts: int
    queued_at: datetime | None
    failed_at: datetime | None
    problem: str
    customer_id: UUID | None
    order_number: str


def failed_jobs(unit: Unit, *, limit: int = MOST) -> list[FailedJob]:
    """Those that failed last come first."""
    unit.actor.require(Permission.OPERATIONS_READ)
    return [FailedJob(*row) for row in unit.session.execute(_FAILED, {"most": min(limit, MOST)})]


def retry_job(unit: Unit, *, job_id: int) -> None:
    """Do a failed job once more, now. Records `job.retried`; refuses with `Conflict` one that has not failed."""
    unit.actor.require(Permission.OPERATIONS_WRITE)
    job = _locked(unit, job_id)
    unit.session.execute(_AGAIN, {"id": job_id, "now": unit.now})
    _record(unit, "job.retried", job_id, job)


def discard_job(unit: Unit, *, job_id: int, reason: str) -> None:
    """Give a failed job up; what it was to do is not done. Records `job.discarded`; refuses as `retry_job` does."""
    unit.actor.require(Permission.OPERATIONS_WRITE)
    why = clean_text(reason, field="reason", most=500)
    job = _locked(unit, job_id)
    unit.session.execute(_GIVE_UP, {"id": job_id})
    _record(unit, "job.discarded", job_id, job, reason=why)


def _locked(unit: Unit, job_id: int) -> Any:
    row = unit.session.execute(_LOCKED, {"id": job_id}).one_or_none()
    if row is None:
        raise NotFound.of("job", "tâche", job_id)
    if row.status != "failed":
        raise Conflict(
            code="job_not_failed",
            en="This job has not failed, or somebody has seen to it.",
            fr="Cette tâche n’a pas échoué, ou quelqu’un s’en est occupé.",
            details={"status": row.status},
        )
    return row


def _record(unit: Unit, type: str, job_id: int, job: Any, **texts: str) -> None:
    data = {"job_id": job_id, "task": job.task, "args": job.args, **texts}
    unit.record(type, stream=Stream.named(_STREAM), data=data)
