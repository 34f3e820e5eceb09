"""When a failed job is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from domain.kernel.errors import Busy, DomainError

_FIRST, _LONGEST = 2.0, 3600.0  # seconds


class GrowingPauses(BaseRetryStrategy):
    """2 s, 4 s, 8 s … up to an hour, at most `attempts` runs; an expected refusal is final, save for `Busy`."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None when it is to stay failed."""
        refused = isinstance(exception, DomainError) and not isinstance(exception, Busy)
        if refused or job.attempts + 1 >= self._attempts:
            return None
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=pause_after(job.attempts)))


def pause_after(attempts: int) -> float:
    """Seconds until the next run, after this many finished ones before the last."""
    return min(_FIRST * 2.0 ** min(attempts, 20), _LONGEST)
