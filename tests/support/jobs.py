"""A queue that only notes what it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.ports.jobs import Deferred


@dataclass
class NotedJobs:
    """`noted` holds every job that was deferred, in order. Rolled back transactions defer nothing."""

    noted: list[Deferred] = field(default_factory=list)

    @property
    def tasks(self) -> list[str]:
        return [job.task for job in self.noted]

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
        self.noted.append(Deferred(task=task, args=dict(args), queue=queue, lock=lock, run_at=run_at))
