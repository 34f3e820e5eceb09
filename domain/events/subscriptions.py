"""Which jobs follow which events. Filled where the product is wired together."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from domain.events.event import Event
from domain.ports.jobs import Deferred

Args = Callable[[Event], dict[str, Any]]


class Subscriptions:
    """Event type to jobs. A subscriber may run twice for one event: the second run must be harmless."""

    def __init__(self) -> None:
        self._by_type: dict[str, list[tuple[str, Args, Callable[[Event], Any] | None]]] = defaultdict(list)

    def on(self, types: Iterable[str], *, task: str, args: Args, lock: Callable[[Event], Any] | None = None) -> None:
        """Run `task` with `args(event)` after each event of `types`; jobs with the same `lock(event)` queue up."""
        for type in types:
            self._by_type[type].append((task, args, lock))

    def jobs_for(self, events: Iterable[Event]) -> list[Deferred]:
        """The jobs to queue for `events`, the same job only once."""
        wanted: dict[str, Deferred] = {}
        for event in events:
            for task, args, lock in self._by_type.get(event.type, ()):
                job = Deferred(task=task, args=args(event), lock=str(lock(event)) if lock else None)
                wanted.setdefault(f"{task}:{sorted(job.args.items())}", job)
        return list(wanted.values())
