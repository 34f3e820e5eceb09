"""The worker: does what the domain has queued. More of them, on more machines, do more."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector

from console.jobs.failures import note_failure
from console.jobs.registry import TASKS, Task
from console.jobs.retries import GrowingPauses
from console.jobs.upkeep import add_upkeep
from console.settings import Settings

_STOP_SECONDS = 8.0
_LOOK_SECONDS = 1.0  # between two looks for jobs whose time has come; those of now are announced


@dataclass(frozen=True)
class Heartbeat:
    """How often a worker says that it lives, and after how long a silent one counts as dead. Seconds."""

    every: float = 10.0
    dead_after: float = 30.0


def work(settings: Settings) -> None:
    """Does jobs until SIGTERM or SIGINT; those that run then have 8 s to end and are otherwise done again later."""
    from console.bootstrap import build  # noqa: PLC0415  (the wiring imports the whole product)

    console = build(settings)
    app = worker_app(settings, console=console, tasks=TASKS)
    asyncio.run(run_worker(app, concurrency=settings.worker_concurrency))


def worker_app(
    settings: Settings, *, console: Any, tasks: Mapping[str, Task], heartbeat: Heartbeat = Heartbeat()
) -> App:
    """The consumer's side of the queue. Every task runs in a thread and is handed `console` first."""
    connector = PsycopgConnector(
        conninfo=settings.database_url,
        min_size=1,
        max_size=settings.worker_concurrency + 3,
        kwargs={"application_name": "comptoir-worker", "options": "-c timezone=UTC"},
    )
    app = App(connector=connector)
    for one in tasks.values():
        _add(app, one, console)
    add_upkeep(app, stalled_after=heartbeat.dead_after)
    return app


async def run_worker(app: App, *, concurrency: int, heartbeat: Heartbeat = Heartbeat(), **options: Any) -> None:
    """Until it is told to stop. `concurrency`: jobs at once."""
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(max_workers=concurrency + 2, thread_name_prefix="job")
    )
    async with app.open_async():
        await app.run_worker_async(
            concurrency=concurrency,
            shutdown_graceful_timeout=_STOP_SECONDS,
            update_heartbeat_interval=heartbeat.every,
            stalled_worker_timeout=heartbeat.dead_after,
            **{"fetch_job_polling_interval": _LOOK_SECONDS, **options},
        )


def _add(app: App, one: Task, console: Any) -> None:
    def run(context: JobContext, /, **args: Any) -> None:
        if one.cron:
            args.pop("timestamp", None)
        try:
            one.work(console, **args)
        except Exception as error:
            if context.job is not None and context.job.id is not None:
                note_failure(console, context.job.id, error)
            raise

    registered = app.task(name=one.name, queue=one.queue, retry=GrowingPauses(one.attempts), pass_context=True)(run)
    if one.cron:
        app.periodic(cron=one.cron)(registered)  # type: ignore[arg-type]  # its timestamp is taken off above
