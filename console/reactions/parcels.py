"""What the clock does with parcels."""

from typing import Any, Final

from console.jobs.registry import task
from domain.fulfilment.note_not_fetched import note_not_fetched
from domain.kernel.actor import Actor

NOT_FETCHED: Final = "parcels.not_fetched"
CLOCK: Final = Actor.system("clock")


@task(NOT_FETCHED, cron="*/10 * * * *")
def look_for_parcels_not_fetched(console: Any, /, **_args: Any) -> object:
    """The task: see `note_not_fetched`, until there is none left."""
    while console.application.perform(note_not_fetched, CLOCK):
        pass
    return None
