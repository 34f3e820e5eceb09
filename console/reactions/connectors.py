"""What shops and warehouses elsewhere sent is worked off."""

from typing import Any, Final
from uuid import UUID

from console.connectors.work import WORKER, work_off
from console.jobs.registry import task
from domain.connectors.receive import QUEUE, TASK, forget_bodies

FORGET: Final = "connectors.forget"


@task(TASK, queue=QUEUE)
def work_off_delivery(console: Any, /, **args: Any) -> object:
    """Take the records of a delivery; begun anew after a kill, what was taken is known then."""
    work_off(console.application, UUID(args["delivery_id"]))
    return None


@task(FORGET, cron="17 3 * * *", queue=QUEUE)
def forget(console: Any, /, **_args: Any) -> object:
    """What nobody committed, and what was refused and nobody took up."""
    return console.application.perform(forget_bodies, WORKER)
