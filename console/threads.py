"""Who follows which conversation in this process: open screens of staff, and customers at the widget.

`listening` hears the channel and hands every message on. What is told is only that something happened, so whoever
follows reads what they may see; nothing is said here twice, and after a lost line everybody reads anew.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

log = structlog.get_logger("live")

CALLS: Final = ("thread.whispered", "thread.taken")  # what `who` is told wherever they look
LISTS: Final = ("case.", "conversation.", "service_level.", "thread.seen", *CALLS)  # what lists of conversations show
_STREAMS: Final = ("conversation", "case")


@dataclass(frozen=True, slots=True)
class Stirred:
    """Something happened in a conversation: `what` is an event's type, or thread.read, .seen, .delivery, .typing,
    .whispered, .taken.

    `who` is whoever types, or is called. Of what happens to its case, `case_id` is told alone. Neither: messages were
    missed, read everything anew.
    """

    what: str
    conversation_id: UUID | None = None
    who: str = ""
    case_id: UUID | None = None


Follower = Callable[[Stirred], Awaitable[None]]


class Threads:
    """Followers by conversation, and those of the lists. Everything runs on the event loop of the process."""

    def __init__(self) -> None:
        self._followers: dict[UUID, dict[str, Follower]] = defaultdict(dict)
        self._lists: dict[str, Follower] = {}
        self._running: set[asyncio.Task[None]] = set()

    def follow(self, token: str, conversation_id: UUID, follower: Follower) -> None:
        """Call `follower` whenever something happens in the conversation, or to the case of this id; `token` names it
        for `leave`.
        """
        self._followers[conversation_id][token] = follower

    def follow_lists(self, token: str, follower: Follower) -> None:
        """Call `follower` whenever a list of conversations may have changed."""
        self._lists[token] = follower

    def leave(self, token: str, conversation_id: UUID | None = None) -> None:
        """Stop calling; without a conversation, everything that `token` follows."""
        if conversation_id is None:
            self._lists.pop(token, None)
        for id in [conversation_id] if conversation_id else list(self._followers):
            self._followers[id].pop(token, None)
            if not self._followers[id]:
                del self._followers[id]

    def hear(self, payload: str) -> None:
        """A message of the channel."""
        try:
            message = json.loads(payload)
            what, (kind, _, key) = str(message.get("t", "")), str(message.get("s") or "").partition(":")
            id = UUID(key) if kind in _STREAMS else None
        except (ValueError, AttributeError):
            return
        who = str(message.get("w") or "")
        told = Stirred(what, None, who, case_id=id) if kind == "case" else Stirred(what, id, who)
        if id is not None:
            for follower in list(self._followers.get(id, {}).values()):
                self._soon(follower, told)
        if what.startswith(LISTS):
            for follower in list(self._lists.values()):
                self._soon(follower, told)

    def missed(self) -> None:
        """The line was lost: everybody reads anew."""
        told = Stirred("missed")
        for follower in (*self._lists.values(), *(f for each in self._followers.values() for f in each.values())):
            self._soon(follower, told)

    def _soon(self, follower: Follower, told: Stirred) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(follower, told))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _guarded(self, follower: Follower, told: Stirred) -> None:
        """One follower's trouble is not the others'."""
        try:
            await follower(told)
        except Exception:
            log.exception("somebody who follows a conversation could not be told")


_threads = Threads()


def threads() -> Threads:
    """Those of this process."""
    return _threads
