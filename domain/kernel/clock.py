"""Time is passed in, never read from the wall by the domain."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the current time, always in UTC with a time zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands where it is put; stories of the past and tests move it by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, step: timedelta) -> datetime:
        """Move forward by `step` and tell the new time."""
        self.at += step
        return self.at
