"""How often strangers may ask in this process: buckets that fill up again. What is worth guessing at is counted in the
database instead (`domain.visitors.attempts`), for all processes together.
"""

import time
from collections.abc import Callable
from typing import Final

from domain.visitors.attempts import TooOften

# By what is done: how many at once, and how many again per minute. The second pair is for a network address.
PER_VISITOR: Final = {
    "message": (20, 30),
    "file": (10, 10),
    "typing": (10, 40),
    "read": (30, 120),
    "thread": (60, 90),
    "stream": (20, 30),
    "details": (10, 10),
}
PER_NETWORK: Final = {
    "message": (300, 600),
    "file": (60, 60),
    "typing": (300, 900),
    "read": (300, 900),
    "thread": (600, 1200),
    "stream": (300, 600),
    "details": (60, 60),
    "stranger": (300, 600),
    "status": (600, 2400),  # each page that is looked at asks every eight seconds
}
_MOST_BUCKETS: Final = 50_000


class Limits:
    """Buckets by who and what. Runs on the event loop of the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, what: str, *, visitor: str = "", network: str = "") -> None:
        """Take one of `what` for each of the two that is given, or refuse with `TooOften`."""
        for who, sizes in ((visitor, PER_VISITOR), (network, PER_NETWORK)):
            if who:
                self._take((what, who), *sizes[what])

    def _take(self, key: tuple[str, str], most: int, per_minute: int) -> None:
        now = self._clock()
        left, since = self._buckets.get(key, (float(most), now))
        left = min(float(most), left + (now - since) * per_minute / 60)
        if left < 1:
            raise TooOften.until(max(1, round((1 - left) * 60 / per_minute)))
        if len(self._buckets) >= _MOST_BUCKETS:
            self._forget(now)
        self._buckets[key] = (left - 1, now)

    def _forget(self, now: float) -> None:
        """Those that nobody used for a minute are full again, or nearly."""
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < 60}
        if len(self._buckets) >= _MOST_BUCKETS:
            self._buckets.clear()


_limits = Limits()


def limits() -> Limits:
    """Those of this process."""
    return _limits
