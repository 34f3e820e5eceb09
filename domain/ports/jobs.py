"""Work to be done after the commit, deferred inside the transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Deferred:
    """A job that is wanted after the commit. `args` are plain JSON values; `lock` serialises the jobs that share it;
    `run_at` (with a time zone) delays the start.
    """

    task: str
    args: Mapping[str, Any]
    queue: str = "default"
    lock: str | None = None
    run_at: datetime | None = None


class Jobs(Protocol):
    """A queue whose rows commit or vanish with the transaction of `connection`."""

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        """Queue `jobs` in their order; `connection` is the driver's connection of the session."""

    def is_waiting(self, task: str, *, queue: str, connection: Any) -> bool:
        """Whether a job of this task is queued and has not begun, perhaps for later."""


class NoJobs:
    """Defers nothing: bulk import, where nobody is to be told about last year."""

    def defer(self, jobs: Sequence[Deferred], *, connection: Any) -> None:
        return None

    def is_waiting(self, task: str, *, queue: str, connection: Any) -> bool:
        return False
