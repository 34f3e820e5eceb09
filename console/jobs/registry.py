"""Which tasks there are. A package that has work for the worker registers it here, by name, when it is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol


class Work(Protocol):
    """What a task does: `console` is the wired-up application, the rest are the arguments it was queued with.

    It runs in a thread and may run twice for one job: the second run must be harmless.
    """

    def __call__(self, console: Any, /, **args: Any) -> object: ...


@dataclass(frozen=True)
class Task:
    """A name that jobs are queued under, and what is done then. `cron`: queued by the clock as well (UTC)."""

    name: str
    work: Work
    attempts: int
    cron: str | None
    queue: str


_tasks: dict[str, Task] = {}

TASKS: Mapping[str, Task] = MappingProxyType(_tasks)


def task(name: str, *, attempts: int = 10, cron: str | None = None, queue: str = "default") -> Callable[[Work], Work]:
    """Registers a function as the task `name` ("notifications.deliver").

    A failing run is tried again, at most `attempts` times in all, with growing pauses; an expected refusal
    (`DomainError`) is not. A `cron` task is queued without arguments. Refused (`ValueError`) when the name is taken.
    """

    def register(work: Work) -> Work:
        if name in _tasks and _tasks[name].work is not work:
            raise ValueError(f"there are two tasks named {name}")
        _tasks[name] = Task(name=name, work=work, attempts=attempts, cron=cron, queue=queue)
        return work

    return register
