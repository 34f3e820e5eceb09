"""The web process hears every event, and soon after one asks a worker to tell other systems of it."""

import asyncio
import json
from typing import Final

import structlog

from console.bootstrap import console
from domain.kernel.actor import Actor
from domain.service_levels.clocks import CLOCKS_MOVED
from domain.webhooks.spread_events import ask_to_spread

log = structlog.get_logger("webhooks")

PAUSE_SECONDS: Final = 0.5  # what happens meanwhile goes along
PROMPTER: Final = Actor.system("webhooks")
_NO_EVENTS: Final = ("presence", "thread.", "webhook.", CLOCKS_MOVED)


class Prompter:
    """Asks at most once per pause, and never forgets the last event of a burst. A worker asks itself every minute."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[None] | None = None
        self._again = False

    def hear(self, payload: str) -> None:
        """A message of the channel."""
        try:
            kind = str(json.loads(payload).get("t", ""))
        except (ValueError, AttributeError):
            return
        if not kind or kind.startswith(_NO_EVENTS):
            return
        self._again = True
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    async def _ask(self) -> None:
        while self._again:
            await asyncio.sleep(PAUSE_SECONDS)
            self._again = False
            try:
                await console().perform(ask_to_spread, PROMPTER)
            except Exception:
                log.exception("workers could not be asked to tell other systems")


_prompter = Prompter()


def prompter() -> Prompter:
    """That of this process."""
    return _prompter
