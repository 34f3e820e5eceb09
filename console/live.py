"""What changed is shown on the open screens of this process, as soon as it is committed anywhere.

One connection listens (`LISTEN comptoir`); a message carries ids only. The hub knows which tab has which customer open,
and asks the screens to read again. After a lost listener every open screen reads anew, since messages were missed.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol
from uuid import UUID

import psycopg
import structlog

from domain.staff.sessions import SignedIn

log = structlog.get_logger("live")

CHANNEL: Final = "comptoir"
APPROVALS: Final = "approvals"  # the topic of the screen that decides
_GATHER_SECONDS: Final = 0.02  # changes of one commit come as one
_SWEEP_SECONDS: Final = 3.0
_BEATS_PER_RENEWAL: Final = 5  # presence is renewed every 15 s, and forgotten by others after 45 s
_RECONNECT_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Watcher:
    """One open tab: its token, the connection it came by, whose it is, and the customer it shows.

    `topic` is what it follows besides: `APPROVALS` or nothing. `merged`: the other records of the customer. It tells
    how many requests wait (`counts`), and what is new with those in `watches`.
    """

    token: str
    connection: str
    digest: bytes
    session_id: UUID
    customer_id: UUID | None
    topic: str = ""
    merged: frozenset[UUID] = frozenset()
    counts: bool = False
    watches: frozenset[UUID] = frozenset()


class Screens(Protocol):
    """What the hub asks of the screens. Each call is for one tab and reads what it needs by itself."""

    def is_open(self, watcher: Watcher) -> bool: ...

    async def person(self, watcher: Watcher) -> SignedIn | None: ...

    async def refresh(self, watcher: Watcher, person: SignedIn, *, viewers_only: bool) -> None: ...

    async def close(self, watcher: Watcher) -> None: ...

    async def look(self, person: SignedIn, customer_id: UUID, *, away: bool) -> None: ...

    def forget_sessions(self) -> None: ...


class Hub:
    """Who watches what in this process. Everything here runs on the event loop; nothing is shared with threads."""

    def __init__(self, screens: Screens) -> None:
        self.screens = screens
        self.watchers: dict[str, Watcher] = {}
        self._changed: dict[UUID, bool] = {}  # customer: whether only the viewers changed
        self._topics: set[str] = set()
        self._flush: asyncio.Task[None] | None = None
        self._looking = asyncio.Lock()  # presence is written in the order in which people moved

    def follow(self, watcher: Watcher, person: SignedIn) -> None:
        """From now on this tab shows `watcher.customer_id` (None: nobody), and others see that."""
        before = self.watchers.get(watcher.token)
        self.watchers[watcher.token] = watcher
        if (before and before.customer_id) != watcher.customer_id:
            self._soon(self._guarded(self._move(before, watcher, person)))  # the screen need not wait for it

    def renew(self, token: str, watches: frozenset[UUID]) -> None:
        """The tab tells what is new with these customers from now on."""
        if (known := self.watchers.get(token)) and known.watches != watches:
            self.watchers[token] = replace(known, watches=watches)

    def hear(self, payload: str) -> None:
        """A message of the channel: remember what it is about, and tell the screens a moment later."""
        try:
            message = json.loads(payload)
            kind = str(message.get("t", ""))
            customer_id = UUID(message["c"]) if message.get("c") else None
        except (ValueError, TypeError, AttributeError):
            log.warning("unreadable message on the live channel")
            return
        if kind.startswith(("staff.", "role.")):
            self.screens.forget_sessions()
            self._soon(self.check_sessions())
        if kind.startswith("approval."):
            self._topics.add(APPROVALS)
            self._flush_soon()
        if customer_id is not None:
            self.changed(customer_id, viewers_only=kind == "presence")

    def changed(self, customer_id: UUID, *, viewers_only: bool = False) -> None:
        """Tell the screens that show this customer, in a moment; several changes become one."""
        self._changed[customer_id] = self._changed.get(customer_id, True) and viewers_only
        self._flush_soon()

    def _flush_soon(self) -> None:
        if self._flush is None or self._flush.done():
            self._flush = self._soon(self._tell())

    async def tell_everyone(self) -> None:
        """Messages were missed: every open screen reads anew."""
        self.screens.forget_sessions()
        await self.check_sessions()
        for watcher in list(self.watchers.values()):
            await self._refresh(watcher, viewers_only=False)

    async def check_sessions(self) -> None:
        """Close the screens whose session has ended."""
        for watcher in list(self.watchers.values()):
            if await self.screens.person(watcher) is None and self._forget(watcher):
                await self._guarded(self.screens.close(watcher))

    async def sweep(self, *, renew: bool) -> None:
        """Forget tabs that are gone, close those whose session ended, and keep the others' presence."""
        for watcher in list(self.watchers.values()):
            person = await self.screens.person(watcher)
            if person is None:
                continue
            if not self.screens.is_open(watcher):
                if self._forget(watcher):
                    await self._guarded(self._move(watcher, None, person))
            elif renew and watcher.customer_id is not None:
                await self._guarded(self._move(None, watcher, person))
        if renew:
            await self.check_sessions()

    async def _tell(self) -> None:
        while self._changed or self._topics:
            await asyncio.sleep(_GATHER_SECONDS)
            changed, self._changed = self._changed, {}
            topics, self._topics = self._topics, set()
            for watcher in list(self.watchers.values()):
                if watcher.topic in topics:
                    await self._refresh(watcher, viewers_only=False)
                elif told := [changed[id] for id in (watcher.customer_id, *watcher.merged) if id in changed]:
                    await self._refresh(watcher, viewers_only=all(told))
                elif (watcher.counts and APPROVALS in topics) or any(
                    not changed.get(id, True) for id in watcher.watches
                ):
                    await self._refresh(watcher, viewers_only=True)

    async def _refresh(self, watcher: Watcher, *, viewers_only: bool) -> None:
        person = await self.screens.person(watcher)
        if person is not None and self.screens.is_open(watcher):
            await self._guarded(self.screens.refresh(watcher, person, viewers_only=viewers_only))

    def _forget(self, watcher: Watcher) -> bool:
        """Whether it was still what the tab shows: it may have come back, or moved on, in the meantime."""
        if self.watchers.get(watcher.token) is not watcher:
            return False
        del self.watchers[watcher.token]
        return True

    async def _move(self, before: Watcher | None, after: Watcher | None, person: SignedIn) -> None:
        async with self._looking:
            if before is not None:
                await self._leave(before, person)
            if after is not None and after.customer_id is not None:
                await self.screens.look(person, after.customer_id, away=False)

    async def _leave(self, watcher: Watcher, person: SignedIn) -> None:
        """Presence is per session: another tab of it on the same customer keeps it there."""
        customer_id = watcher.customer_id
        same = replace(watcher, token="", connection="")
        others = (replace(other, token="", connection="") for other in self.watchers.values())
        if customer_id is not None and not any(other == same for other in others):
            await self.screens.look(person, customer_id, away=True)

    async def _guarded(self, work: Awaitable[None]) -> None:
        """One screen's trouble is not the others'."""
        try:
            await work
        except Exception:
            log.exception("an open screen could not be brought up to date")

    def _soon(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        _running.add(task)
        task.add_done_callback(_running.discard)
        return task


async def listen(hub: Hub, address: Callable[[], str]) -> None:
    """Hear the channel until cancelled; reconnect when the line breaks, and then tell every screen to read anew."""
    missed = False
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address(), autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                if missed:
                    await hub.tell_everyone()
                missed = True
                async for message in connection.notifies():
                    hub.hear(message.payload)
        except psycopg.Error as error:
            log.warning("the live channel is lost, trying again", error=str(error)[:200])
        await asyncio.sleep(_RECONNECT_SECONDS)


async def sweep_regularly(hub: Hub) -> None:
    """Sweep every few seconds until cancelled."""
    beat = 0
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        beat += 1
        try:
            await hub.sweep(renew=beat % _BEATS_PER_RENEWAL == 0)
        except Exception:
            log.exception("open screens could not be swept")


@contextlib.asynccontextmanager
async def running(hub: Hub, address: Callable[[], str]) -> AsyncIterator[None]:
    """The hub at work, for as long as the process serves."""
    tasks = [asyncio.create_task(listen(hub, address)), asyncio.create_task(sweep_regularly(hub))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


_running: set[asyncio.Task[None]] = set()  # the loop itself holds tasks only weakly
_hubs: list[Hub] = []


def use(hub: Hub) -> None:
    """Make this the hub of the process."""
    _hubs[:] = [hub]


def hub() -> Hub:
    """The hub of this process."""
    return _hubs[0]
