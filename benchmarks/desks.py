"""Agents at their desks: each has a tab open on one conversation, as a browser does it: it marks what it shows and was
not read yet, and says every twenty seconds that it is still there.
"""

import asyncio
import random
import re
import time
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

import socketio

from console.auth.argon2 import Argon2Passwords
from console.signed_in import COOKIE
from domain.cases.assign_case import assign_case
from domain.conversations.queries import thread
from domain.kernel.actor import Actor
from domain.kernel.permissions import Role
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work import Application

_BOOT: Final = "reflex___state____state.hydrate_and_load"
_CONVERSATION: Final = "reflex___state____state.console___workspace___conversation___state____conversation_state"
_SEEN: Final = "reflex___state____state.console___workspace___conversation___noticing____noticing.seen"
_STAY: Final = f"{_CONVERSATION}.stay"
_STAYS_EVERY: Final = 20.0
_NAMESPACE: Final = "/_event"
_PASSWORD: Final = "the kettle is on the hob 7"
_PASSWORDS: Final = Argon2Passwords(passes=1, kibibytes=64)  # the door is not what is measured
_AT_ONCE: Final = 4


class Desk:
    """One tab: which conversation it shows, and when each text arrived there."""

    def __init__(self, cookie: str, conversation: UUID | None) -> None:
        self._cookie, self._conversation = cookie, conversation
        self._client = socketio.AsyncClient()
        self._client.on("event", self._hear, namespace=_NAMESPACE)
        self.arrived: dict[str, float] = {}
        self.booted = asyncio.Event()
        self._news = asyncio.Event()
        self._stays: asyncio.Task[None] | None = None

    async def open(self, port: int) -> None:
        """Connect, and open the page; back when its first answer is there."""
        address = f"http://127.0.0.1:{port}?token={uuid4()}"
        await self._client.connect(
            address,
            headers={"Cookie": f"{COOKIE}={self._cookie}"},
            socketio_path="/_event",
            namespaces=[_NAMESPACE],
            transports=["websocket"],
        )
        await self._raise(_BOOT, {})
        await asyncio.wait_for(self.booted.wait(), 60)
        self._stays = asyncio.create_task(self._stay())

    async def shown_at(self, text: str) -> float:
        """When it arrived; waits until it has."""
        while text not in self.arrived:
            self._news.clear()
            await self._news.wait()
        return self.arrived[text]

    async def close(self) -> None:
        """Leave."""
        if self._stays is not None:
            self._stays.cancel()
        await self._client.disconnect()

    async def _raise(self, name: str, payload: dict[str, object]) -> None:
        path = f"/?inbox=mine&conversation={self._conversation}" if self._conversation else "/?inbox=mine"
        event = {"name": name, "payload": payload, "router_data": {"pathname": "/", "asPath": path}}
        await self._client.emit("event", event, namespace=_NAMESPACE)

    async def _hear(self, update: object) -> None:
        now, text = time.perf_counter(), str(update)
        if "inbox_state" in text:
            self.booted.set()
        new = [each for each in re.findall(r"message-\d+-", text) if each not in self.arrived]
        for each in new:
            self.arrived[each] = now
        self._news.set()
        unread = re.search(r"['\"]unread['\"]: ?[1-9]", text)
        if new and unread and (seqs := re.findall(r"['\"]seq['\"]: ?(\d+)", text)):
            await self._raise(_SEEN, {"seq": max(map(int, seqs))})

    async def _stay(self) -> None:
        await asyncio.sleep(_STAYS_EVERY * random.random())
        while self._conversation is not None:
            await self._raise(_STAY, {})
            await asyncio.sleep(_STAYS_EVERY)


def staff(application: Application, chats: Sequence[UUID], *, agents: int) -> list[tuple[str, UUID | None]]:
    """Agents who share the conversations: the cookie of each, and the conversation that they have open."""
    actor = Actor.system("benchmark")
    found: list[tuple[str, UUID | None]] = []
    for number in range(agents):
        email = f"agent{number}@example.org"
        id = application.perform(
            add_person,
            actor,
            email=email,
            name=f"Agent {number}",
            role=Role.AGENT,
            password=_PASSWORD,
            passwords=_PASSWORDS,
            language="en",
            time_zone="Europe/Paris",
        )
        opened = sign_in(
            application,
            email=email,
            password=_PASSWORD,
            address=f"10.1.{number // 200}.{number % 200}",
            user_agent="",
            passwords=_PASSWORDS,
        )
        own = chats[number::agents]
        for each in own:
            case = application.ask(thread, actor, conversation_id=each).conversation.case_id
            application.perform(assign_case, actor, case_id=case, owner_id=id)
        found.append((opened.token, own[0] if own else None))
    return found


async def open_desks(port: int, people: Sequence[tuple[str, UUID | None]]) -> list[Desk]:
    """All of them, a few at a time, as people come in the morning."""
    desks = [Desk(cookie, conversation) for cookie, conversation in people]
    for first in range(0, len(desks), _AT_ONCE):
        await asyncio.gather(*(desk.open(port) for desk in desks[first : first + _AT_ONCE]))
    return desks
