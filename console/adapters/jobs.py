"""The queue as the domain sees it: a job is a row in the transaction that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procrastinate import App, SyncPsycopgConnector


class JobsAdapter:
    """Queues on the connection it is given, so that the job commits or vanishes with everything else.

    It has no connection of its own, and is safe to share between threads.
    """

    def __init__(self) -> None:
        self._producer = App(connector=SyncPsycopgConnector())

    def defer(
        self,
        *,
        connection: Any,
        task: str,
        args: Mapping[str, Any],
        queue: str = "default",
        lock: str | None = None,
        run_at: datetime | None = None,
    ) -> None:
        """Queue `task` with plain JSON `args`; `connection` is the psycopg connection of the session.

        `lock` serialises the jobs that share it; `run_at` (with a time zone) delays the start.
        """
        self._producer.configure_task(task, queue=queue, lock=lock, schedule_at=run_at, connection=connection).defer(
            **args
        )
