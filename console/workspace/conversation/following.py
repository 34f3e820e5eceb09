"""An open tab follows its conversation: what is heard within a moment comes as one."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from console import live
from console.guard import signed_in
from console.threads import Stirred, threads
from console.workspace.suggestions.state import SuggestionsState

Told = Stirred
_GATHER_SECONDS: Final = 0.01  # what one commit tells
_SUGGEST_SECONDS: Final = 0.2  # after the message is shown, and once for several that come together

_SHOWS_NOTHING: Final = ("thread.seen", "thread.whispered")  # in the thread itself; lists show it

_heard: dict[str, list[Told]] = defaultdict(list)


def follow(token: str, ids: Sequence[str], state: Any) -> None:
    """From now on the tab's `state` is told by `_stirred` what happens in the conversation and to the case `ids`."""

    async def tell(told: Told) -> None:
        if told.what in _SHOWS_NOTHING:
            return
        waits = bool(_heard[token])
        _heard[token].append(told)
        if waits:
            return  # whoever came first takes it along
        await asyncio.sleep(_GATHER_SECONDS)
        await _bring(token, ids, state)

    for id in ids:
        threads().follow(token, UUID(id), tell)


def leave(token: str, ids: Sequence[str]) -> None:
    """Follow these no longer."""
    for id in ids:
        threads().leave(token, UUID(id))


async def _bring(token: str, ids: Sequence[str], state: Any) -> None:
    heard, asks = _heard.pop(token, []), False

    async def work(root: Any) -> None:
        nonlocal asks
        shown = await root.get_state(state)
        if heard and shown.id in ids:
            await shown._stirred(signed_in(), heard)
            asks = (await root.get_state(SuggestionsState))._noted is not None

    async def suggest(root: Any) -> None:
        await (await root.get_state(SuggestionsState))._catch_up(signed_in())

    if not await live.hub().bring(token, work):
        leave(token, ids)
    elif asks:
        await asyncio.sleep(_SUGGEST_SECONDS)
        await live.hub().bring(token, suggest)
