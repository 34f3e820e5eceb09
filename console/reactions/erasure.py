"""The files of an erased customer are removed once their erasure is committed."""

from typing import Any

from console.jobs.registry import task
from domain.kernel.actor import Actor
from domain.privacy.erase import REMOVE_FILES, remove_files


@task(REMOVE_FILES)
def remove(console: Any, /, **args: Any) -> object:
    """The task: see `remove_files`."""
    return console.application.perform(remove_files, Actor.system("privacy"), sha256=args["sha256"])
