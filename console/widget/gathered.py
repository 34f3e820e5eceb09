"""Reads together what is new for all lines that were stirred at the same time: the busier the chat, the more of them
share a reading, instead of waiting for each other.
"""

import asyncio
from typing import Final

from console.bootstrap import console
from console.widget.asked import DOOR
from domain.visitors.heard_by import Following, heard_by
from domain.visitors.rows import Heard

_MOST: Final = 200  # lines of one reading


class Gathered:
    """One reading at a time; who asks meanwhile is in the next."""

    def __init__(self) -> None:
        self._wanted: dict[Following, asyncio.Future[Heard | None]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def heard(self, following: Following) -> Heard | None:
        """What is new after now; see `heard_by`."""
        loop = asyncio.get_running_loop()
        wanted = self._wanted.setdefault(following, loop.create_future())
        if self._reading is None or self._reading.done():
            self._reading = loop.create_task(self._read())
        return await asyncio.shield(wanted)  # another line may wait for the same

    async def _read(self) -> None:
        try:
            while self._wanted:
                now = dict(list(self._wanted.items())[:_MOST])
                for each in now:
                    del self._wanted[each]
                await self._answer(now)
        finally:
            for waiting in self._wanted.values():  # the process ends
                waiting.cancel()
            self._wanted.clear()

    async def _answer(self, now: dict[Following, asyncio.Future[Heard | None]]) -> None:
        try:
            found = await console().ask(heard_by, DOOR, following=list(now))
        except Exception as error:
            for waiting in now.values():
                waiting.set_exception(error)
            return
        for waiting, heard in zip(now.values(), found, strict=True):
            waiting.set_result(heard)
