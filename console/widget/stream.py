"""The live line to a visitor: server-sent events, from where they left off, until the line breaks or is old."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncGenerator
from typing import Any, Final
from uuid import UUID, uuid4

from console.bootstrap import console
from console.threads import Stirred, threads
from console.widget.asked import Guest
from console.widget.gathered import lines_together
from console.widget.told import heard_json
from domain.visitors.attempts import TooOften
from domain.visitors.heard_by import Following
from domain.visitors.note_typing import CUSTOMER
from domain.visitors.queries import heard_since
from domain.visitors.rows import Heard

MOST_PER_VISITOR: Final = 6  # tabs
MOST_PER_NETWORK: Final = 300
MOST: Final = 5_000
BEAT_SECONDS: Final = 8.0
LONGEST_SECONDS: Final = 600.0  # then the page asks again, and a proxy in between forgets nothing
# What happens to a conversation that stays where it is; anything else may have moved it.
_STAYS: Final = ("conversation.message_received", "conversation.reply_sent", "conversation.note_added", "thread.seen")
_open: Counter[str] = Counter()
_lines = lines_together()


class Line:
    """One open line: what stirs is remembered until it has been told."""

    def __init__(self, guest: Guest, after: str) -> None:
        self._guest = guest
        self._cursor = after
        self._state: dict[str, Any] | None = None
        self._token = f"widget:{uuid4().hex}"
        self._follows: UUID | None = None
        self._case: UUID | None = None
        self._stirred = asyncio.Event()
        self._changed = True
        self._moved = False
        self._typing = ""

    async def events(self) -> AsyncGenerator[bytes]:
        """Everything since the cursor, then whatever happens; a beat where nothing does."""
        began = time.monotonic()
        try:
            while time.monotonic() - began < LONGEST_SECONDS:
                async for event in self._news():
                    yield event
                if self._follows is None:
                    return  # nothing has been said yet: the page asks again when it has
                try:
                    await asyncio.wait_for(self._stirred.wait(), BEAT_SECONDS)
                except TimeoutError:
                    yield b": beat\n\n"
                    self._changed = True  # whatever was missed is read by then
        finally:
            self._leave()

    async def _news(self) -> AsyncGenerator[bytes]:
        self._stirred.clear()
        if self._typing:
            yield _event("typing", {"who": self._typing})
            self._typing = ""
        while self._changed:
            self._changed = False
            heard = await self._read()
            self._follow(heard)
            self._changed = self._changed or heard.more
            if heard.entries or heard.whole or heard.state() != self._state:
                self._cursor, self._state = heard.cursor, heard.state()
                yield _event("heard", heard_json(heard))

    async def _read(self) -> Heard:
        """What is new; read together with other lines while the conversation goes on as it was."""
        actor, who = self._guest.actor, self._guest.visitor.id
        of, _, seq = self._cursor.partition(".")
        if self._follows is not None and not self._moved and of == str(self._follows):
            heard = await _lines.of(Following(who, self._follows, int(seq)))
            if heard is not None:
                return heard
        self._moved = False
        return await console().ask(heard_since, actor, visitor_id=who, after=self._cursor)

    def _follow(self, heard: Heard) -> None:
        """Follow the conversation that goes on now; what happened just before that is read once more."""
        if heard.conversation_id == self._follows:
            return
        self._leave()
        self._follows, self._case = heard.conversation_id, heard.case_id
        for each in self._followed():
            threads().follow(self._token, each, self._hear)
            self._changed = True

    def _followed(self) -> list[UUID]:
        """The conversation, and its case: that it is closed, or whose it is."""
        return [each for each in (self._follows, self._case) if each is not None]

    def _leave(self) -> None:
        for each in self._followed():
            threads().leave(self._token, each)

    async def _hear(self, told: Stirred) -> None:
        if told.what == "thread.typing":
            if told.who == CUSTOMER:
                return
            self._typing = told.who.split()[0] if told.who.strip() else "…"
        elif told.what in ("thread.read", "thread.delivery"):
            return
        else:
            self._changed, self._typing = True, ""
            self._moved = self._moved or told.what not in _STAYS
        self._stirred.set()


def refuse_too_many(guest: Guest) -> None:
    """Refuse with `TooOften` one line more than a visitor, a network address or the process may have open."""
    if any(_open[key] >= most for key, most in _keys(guest).items()):
        raise TooOften.until(10)


async def line_to(guest: Guest, after: str) -> AsyncGenerator[bytes]:
    """The bytes of the line, which is counted while it is open."""
    events = Line(guest, after).events()
    _open.update(_keys(guest).keys())
    try:
        yield b"retry: 1000\n\n"
        async for event in events:
            yield event
    finally:
        for key in _keys(guest):
            _open[key] -= 1
            if _open[key] <= 0:
                del _open[key]
        await events.aclose()


def _keys(guest: Guest) -> dict[str, int]:
    return {f"v:{guest.visitor.id}": MOST_PER_VISITOR, f"n:{guest.network}": MOST_PER_NETWORK, "all": MOST}


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
