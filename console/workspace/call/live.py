"""The bars of this process: read anew whenever something happens to a call."""

import asyncio
from typing import Any, Final

from console import live
from console.guard import signed_in
from console.threads import Stirred, threads

_CALLS: Final = ("conversation.call", "conversation.voicemail", "missed")
_TOKEN: Final = "calls"  # noqa: S105  (a name among those who follow)
_GATHER_SECONDS: Final = 0.02  # what one use case records comes as one


class Bars:
    """Tabs that show the bar, by their token."""

    def __init__(self) -> None:
        self._tabs: set[str] = set()
        self._soon: asyncio.Task[None] | None = None

    def follow(self, token: str) -> None:
        """From now on the tab hears of calls."""
        self._tabs.add(token)
        threads().follow_lists(_TOKEN, self.hear)

    async def hear(self, stirred: Stirred) -> None:
        """Something happened; several things become one."""
        if stirred.what.startswith(_CALLS) and (self._soon is None or self._soon.done()):
            self._soon = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        await asyncio.sleep(_GATHER_SECONDS)
        for token in list(self._tabs):
            if not await live.hub().bring(token, _renew):
                self._tabs.discard(token)


async def _renew(root: Any) -> None:
    from console.workspace.call.state import CallState  # noqa: PLC0415  (the state follows by us)

    await (await root.get_state(CallState))._stirred(signed_in())


_bars: Final = Bars()


def bars() -> Bars:
    """Those of this process."""
    return _bars
