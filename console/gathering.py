"""Readings and writings of many at once: whoever asks while one is under way is in the next.

The busier the process, the more of them share a trip, instead of waiting for each other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST: Final = 200  # of one trip


class Gathering(Generic[K, V]):
    """`together` answers a list of different keys, in their order; one list at a time is with it. Everything here runs
    on the event loop of the process.
    """

    def __init__(self, together: Callable[[list[K]], Awaitable[Sequence[V]]]) -> None:
        self._together = together
        self._wanted: dict[K, asyncio.Future[V]] = {}
        self._under_way: asyncio.Task[None] | None = None

    async def of(self, key: K) -> V:
        """The answer for `key`, as it is after now."""
        loop = asyncio.get_running_loop()
        wanted = self._wanted.setdefault(key, loop.create_future())
        if self._under_way is None or self._under_way.done():
            self._under_way = loop.create_task(self._work())
        return await asyncio.shield(wanted)  # somebody else may wait for the same

    async def _work(self) -> None:
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

    async def _answer(self, now: dict[K, asyncio.Future[V]]) -> None:
        try:
            found = await self._together(list(now))
        except Exception as error:
            for waiting in now.values():
                waiting.set_exception(error)
            return
        for waiting, answer in zip(now.values(), found, strict=True):
            waiting.set_result(answer)
