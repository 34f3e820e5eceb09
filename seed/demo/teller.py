"""Who tells the demo world: moves the clock through the year and performs one step after another.

Every step carries the cause `demo:N`. When a telling was broken off, the next one walks the same way again: steps
up to the last whose events are there are not performed a second time, and what they made is read from those events.
"""

import heapq
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work import Application, Unit

P = ParamSpec("P")
R = TypeVar("R")
Story = Generator[datetime, None, None]

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """What an earlier telling recorded in one step."""

    type: str
    customer_id: UUID | None
    order_id: UUID | None
    data: Mapping[str, Any]
    occurred_at: datetime


# The events that tell what a use case made, and where in them it stands.
MADE: Mapping[str, Callable[[Told], Any]] = {
    "customer.created": lambda told: told.customer_id,
    "customer.payment_method_added": lambda told: UUID(told.data["payment_method_id"]),
    "order.placed": lambda told: told.order_id,
    "order.held": lambda told: UUID(told.data["hold_id"]),
    "shipment.shipped": lambda told: UUID(told.data["shipment_id"]),
    "staff.added": lambda told: UUID(told.data["staff_id"]),
    "rules.draft_started": lambda told: UUID(told.data["draft_id"]),
    "case.opened": lambda told: UUID(told.data["case_id"]),
}


class Teller:
    """The stories that are going on, in order of time. `now` is where the year ends; nothing happens after it."""

    def __init__(self, application: Application, *, now: datetime, told: Mapping[int, Told]) -> None:
        assert isinstance(application.clock, SetClock)
        self.application = application
        self.clock: SetClock = application.clock
        self.now = now
        self.since = now - YEAR
        self.people: dict[str, Actor] = {}
        self._told = told
        self._last_told = max(told, default=-1)
        self._step = count()
        self._turn = count()
        self._waiting: list[tuple[datetime, int, Story]] = []

    def do(
        self,
        actor: Actor,
        use_case: Callable[Concatenate[Unit, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Perform one step now, or tell what it made when it was performed before."""
        number = next(self._step)
        if number <= self._last_told:
            before = self._told.get(number)  # None: it found nothing to change, and must not look again with later eyes
            return cast(R, MADE[before.type](before) if before and before.type in MADE else None)
        return self.application.perform(use_case, actor, f"demo:{number}", *args, **kwargs)

    def begin(self, story: Story) -> None:
        """Start a story; it yields the times that it waits for."""
        self._go_on(story)

    def tell(self, progress: Callable[[timedelta], None]) -> None:
        """Let every story go on in its turn until nothing is left to happen before `now`."""
        while self._waiting:
            at, _, story = heapq.heappop(self._waiting)
            if at > self.clock.at:
                progress(at - self.clock.at)
                self.clock.at = at
            self._go_on(story)

    def ago(self, days: float, hour: int = 10, minute: int = 0) -> datetime:
        """So many days before the end, at a time of the day (UTC); at the latest a few minutes before the end."""
        day = (self.now - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
        return min(day, self.now - timedelta(minutes=4))

    def _go_on(self, story: Story) -> None:
        at = next(story, None)
        if at is not None and at <= self.now:
            heapq.heappush(self._waiting, (max(at, self.clock.at), next(self._turn), story))
