"""The queue as the domain sees it: a job is a row in the transaction that asks for it."""

from collections.abc import Sequence
from typing import Any, Final

from procrastinate import App, SyncPsycopgConnector
from procrastinate.jobs import Job

from domain.ports.jobs import Deferred

_WAITING: Final = (
    "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = %(queue)s"
    " AND task_name = %(task)s)"
)


class JobsAdapter:
    """Queues on the connection it is given, so that the jobs commit or vanish with everything else.

    It has no connection of its own, and is safe to share between threads.
    """

    def __init__(self) -> None:
        self._producer = App(connector=SyncPsycopgConnector())

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        """Queue `jobs` in one statement; `connection` is the psycopg connection of the session."""
        self._producer.job_manager.batch_defer_jobs([self._job(job) for job in jobs], connection=connection)

    def is_waiting(self, task: str, *, queue: str, connection: Any) -> bool:
        """Read from the queue's own table."""
        return bool(connection.execute(_WAITING, {"task": task, "queue": queue}).fetchone()[0])

    def _job(self, wanted: Deferred) -> Job:
        task = self._producer.configure_task(
            wanted.task, queue=wanted.queue, lock=wanted.lock, schedule_at=wanted.run_at
        )
        return task.make_new_job(**wanted.args)
