"""The worker's own periodic jobs: none is lost when a worker is killed, none is kept for ever."""

from __future__ import annotations

import structlog
from procrastinate import App
from procrastinate.jobs import Status

_TRIES_OF_A_STALLED_JOB = 5
_KEPT_HOURS = 24

log = structlog.get_logger(__name__)


def add_upkeep(app: App, *, stalled_after: float) -> None:
    """Registers them. `stalled_after`: seconds without a heartbeat after which a worker counts as dead."""

    @app.periodic(cron="* * * * * */15")
    @app.task(name="upkeep.revive_stalled_jobs", queue="upkeep", queueing_lock="upkeep.revive", pass_context=False)
    async def revive(timestamp: int) -> None:
        await revive_stalled_jobs(app, stalled_after=stalled_after)

    @app.periodic(cron="17 * * * *")
    @app.task(name="upkeep.remove_finished_jobs", queue="upkeep", queueing_lock="upkeep.remove")
    async def remove(timestamp: int) -> None:
        await app.job_manager.delete_old_jobs(nb_hours=_KEPT_HOURS, include_cancelled=True, include_aborted=True)


async def revive_stalled_jobs(app: App, *, stalled_after: float) -> int:
    """Puts the jobs of dead workers back in their queue; how many.

    A job whose worker has died under it five times is marked as failed instead: it may be what kills them.
    """
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after))
    for job in stalled:
        hopeless = job.attempts + 1 >= _TRIES_OF_A_STALLED_JOB
        log.warning("stalled job", job=job.id, task=job.task_name, attempts=job.attempts, given_up=hopeless)
        if hopeless:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job)
    return len(stalled)
