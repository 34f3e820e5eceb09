"""Why jobs have failed is forgotten with them."""

from typing import Any

from console.jobs.failures import forget_failures
from console.jobs.registry import task


@task("upkeep.forget_failures", cron="37 3 * * *")
def forget(console: Any, /, **_args: Any) -> None:
    """The task: see `forget_failures`."""
    forget_failures(console)
