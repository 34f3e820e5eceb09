"""What changed is shown on the open screens of this process, as soon as it is committed anywhere.

`listening` hears the messages, which carry ids only. The hub knows which tab has which customer open,
and asks the screens to read again. After a lost listener every open screen reads anew, since messages were missed.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import structlog

from console.watcher import ALERTS, APPROVALS, RULES, TOPICS, WALL, Screens, Watcher
from domain.staff.sessions import SignedIn

log = structlog.get_logger("live")

__all__ = ["ALERTS", "APPROVALS", "RULES", "WALL", "Hub", "Screens", "Watcher", "hub", "use"]

_GATHER_SECONDS: Final = 0.02  # changes of one commit come as one
# What is said goes to the screens that show the conversation; the customer's record need not be read for it.
_SAID: Final = ("conversation.message_received", "conversation.reply_sent", "conversation.note_added")
_WALL_SECONDS: Final = 0.3  # a busy floor changes many times a second; nobody reads that fast


class Hub:
    """Who watches what in this process. Everything here runs on the event loop; nothing is shared with threads."""

    def __init__(self, screens: Screens) -> None:
        self.screens = screens
        self.watchers: dict[str, Watcher] = {}
        self._changed: dict[UUID, bool] = {}  # customer: whether only the viewers changed
        self._talked: set[UUID] = set()  # with these customers something was said, no more
        self._topics: set[str] = set()
        self._people: set[UUID] = set()  # what they watch, or have seen of it, changed
        self._roles: set[str] = set()  # alerts for these changed
        self._flush: asyncio.Task[None] | None = None
        self._walls: asyncio.TimerHandle | None = None  # when they are told next
        self._looking = asyncio.Lock()  # presence is written in the order in which people moved

    def follow(self, watcher: Watcher, person: SignedIn) -> None:
        """From now on this tab shows `watcher.subject` (None: nothing), and others see that."""
        before = self.watchers.get(watcher.token)
        known = before.watches if before is not None and before.staff_id == person.actor.id else None
        self.watchers[watcher.token] = replace(watcher, staff_id=person.actor.id, role=person.actor.role, watches=known)
        if (before and before.subject) != watcher.subject:
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
            customer_id, staff_id = _id(message.get("c")), _id(message.get("p"))
            roles = [str(role) for role in message.get("r") or ()]
        except (ValueError, TypeError, AttributeError):
            log.warning("unreadable message on the live channel")
            return
        if kind.startswith(("staff.", "role.")):
            self.screens.forget_sessions()
            self._soon(self.check_sessions())
        topic = TOPICS.get(kind.partition(".")[0])
        if topic == WALL:
            self._tell_walls_soon()
        elif topic is not None:
            self._topics.add(topic)
            self._flush_soon()
        if staff_id is not None or roles:
            self._people.update([staff_id] if staff_id else [])
            self._roles.update(roles)
            self._flush_soon()
        if customer_id is not None and kind in _SAID:
            self._talked.add(customer_id)
            self._flush_soon()
        elif customer_id is not None:
            self.changed(customer_id, viewers_only=kind == "presence")

    def changed(self, customer_id: UUID, *, viewers_only: bool = False) -> None:
        """Tell the screens that show this customer, in a moment; several changes become one."""
        self._changed[customer_id] = self._changed.get(customer_id, True) and viewers_only
        self._flush_soon()

    def _tell_walls_soon(self) -> None:
        if not self._walls:
            self._walls = asyncio.get_running_loop().call_later(_WALL_SECONDS, self._tell_walls)

    def _tell_walls(self) -> None:
        self._walls = None
        self._topics.add(WALL)
        self._flush_soon()

    def _flush_soon(self) -> None:
        if self._flush is None or self._flush.done():
            self._flush = self._soon(self._tell())

    async def bring(self, token: str, work: Callable[[Any], Awaitable[None]]) -> bool:
        """Do `work` with the states of an open tab; whether the tab is still there."""
        watcher = self.watchers.get(token)
        person = await self.screens.person(watcher) if watcher is not None else None
        if watcher is None or person is None or not self.screens.is_open(watcher):
            return False
        await self._guarded(self.screens.bring(watcher, person, work))
        return True

    async def tell_everyone(self) -> None:
        """Messages were missed: every open screen reads anew."""
        self.screens.forget_sessions()
        await self.check_sessions()
        for watcher in list(self.watchers.values()):
            await self._refresh(watcher, viewers_only=False, news=True)

    async def check_sessions(self) -> None:
        """Close the screens whose session has ended."""
        for watcher, person in await self._people_at():
            if person is None and self._forget(watcher):
                await self._guarded(self.screens.close(watcher))

    async def sweep(self, *, renew: bool) -> None:
        """Forget tabs that are gone, close those whose session ended, and keep the others' presence."""
        there: list[tuple[Watcher, SignedIn]] = []
        for watcher, person in await self._people_at():
            if person is None:
                continue
            if self.screens.is_open(watcher):
                there.append((watcher, person))
            elif self._forget(watcher):
                await self._guarded(self._move(watcher, None, person))
        if renew:
            await self._guarded(self._keep_looking(there))
            await self._guarded(self.screens.beat(list({each.staff_id: each for _, each in there}.values())))
            await self.check_sessions()

    async def _people_at(self) -> list[tuple[Watcher, SignedIn | None]]:
        watchers = list(self.watchers.values())
        people = await asyncio.gather(*(self.screens.person(watcher) for watcher in watchers))
        return list(zip(watchers, people, strict=True))

    async def _keep_looking(self, there: list[tuple[Watcher, SignedIn]]) -> None:
        async with self._looking:
            wanted = {(person.session_id, *watcher.subject): person for watcher, person in there if watcher.subject}
            for look in set(wanted) - await self.screens.keep_looking(list(wanted)):
                await self.screens.look(wanted[look], look[1:], away=False)

    async def _tell(self) -> None:
        while self._changed or self._talked or self._topics or self._people or self._roles:
            await asyncio.sleep(_GATHER_SECONDS)
            changed, self._changed = self._changed, {}
            talked, self._talked = self._talked, set()
            topics, self._topics = self._topics, set()
            people, self._people = self._people, set()
            roles, self._roles = self._roles, set()
            for watcher in list(self.watchers.values()):
                told = [changed[id] for id in (watcher.customer_id, *watcher.merged) if id in changed]
                whole = watcher.topic in topics or not all(told)
                called = watcher.staff_id in people or watcher.role in roles
                news = called or watcher.is_told(changed | dict.fromkeys(talked, False))
                if whole or told or news or (watcher.counts and APPROVALS in topics):
                    await self._refresh(watcher, viewers_only=not whole, news=news)

    async def _refresh(self, watcher: Watcher, *, viewers_only: bool, news: bool) -> None:
        person = await self.screens.person(watcher)
        if person is not None and self.screens.is_open(watcher):
            await self._guarded(self.screens.refresh(watcher, person, viewers_only=viewers_only, news=news))

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
            if after is not None and after.subject is not None:
                await self.screens.look(person, after.subject, away=False)

    async def _leave(self, watcher: Watcher, person: SignedIn) -> None:
        """Presence is per session: another tab of it on the same customer or draft keeps it there."""
        subject = watcher.subject
        same = (watcher.session_id, subject)
        if subject is not None and same not in ((o.session_id, o.subject) for o in self.watchers.values()):
            await self.screens.look(person, subject, away=True)

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


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


_running: set[asyncio.Task[None]] = set()  # the loop itself holds tasks only weakly
_hubs: list[Hub] = []


def use(hub: Hub) -> None:
    """Make this the hub of the process."""
    _hubs[:] = [hub]


def hub() -> Hub:
    """The hub of this process."""
    return _hubs[0]
