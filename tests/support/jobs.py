"""A queue that only notes what it was given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.ports.jobs import Deferred


@dataclass
class NotedJobs:
    """`noted` holds every job that was deferred, in order. Rolled back transactions defer nothing."""

    noted: list[Deferred] = field(default_factory=list)

    @property
    def tasks(self) -> list[str]:
        return [job.task for job in self.noted]

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        self.noted.extend(jobs)

    def is_waiting(self, task: str, *, queue: str, connection: Any) -> bool:
        return any((job.task, job.queue) == (task, queue) for job in self.noted)
