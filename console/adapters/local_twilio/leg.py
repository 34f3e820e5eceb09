"""One telephone on the line: what it hears, what its owner presses and says, and how the call is sent elsewhere."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ENDED = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


@dataclass(frozen=True)
class Where:
    """A document to follow next: by its address, or as it stands in `twiml`. `fields` go along when it is asked for."""

    url: str = ""
    twiml: str = ""
    method: str = "POST"
    fields: dict[str, str] = field(default_factory=dict)


class Gone(Exception):
    """The telephone was hung up."""


class Sent(Exception):
    """The call was sent elsewhere by the API, in the middle of what it did."""

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where


@dataclass(frozen=True)
class Entry:
    """What the owner did: "press" with keys, "say" with words, or "silence"."""

    kind: str
    text: str


class Leg:
    """Every wait of its own thread ends with `Gone` or `Sent` when that happens meanwhile."""

    def __init__(self, *, sid: str, sender: str, to: str, direction: str) -> None:
        self.sid, self.sender, self.to, self.direction = sid, sender, to, direction
        self.status = "queued"
        self.heard: list[str] = []
        self.started = time.time()
        self.answered: float | None = None
        self.ended: float | None = None
        self.callback, self.events = "", frozenset({"completed"})
        self.sequence = 0
        self._condition = threading.Condition()
        self._entries: deque[Entry] = deque()
        self._elsewhere: Where | None = None
        self._hung_up = False

    @property
    def over(self) -> bool:
        return self.status in ENDED

    @property
    def seconds(self) -> int:
        """How long it was spoken."""
        return round((self.ended or time.time()) - self.answered) if self.answered else 0

    def pick_up(self) -> None:
        """The shop answers a call that comes in with its first document."""
        if self.status == "ringing" and self.direction == "inbound":
            self.status, self.answered = "in-progress", time.time()

    def hear(self, text: str) -> None:
        self.heard.append(text)

    def enter(self, entry: Entry) -> None:
        with self._condition:
            self._entries.append(entry)
            self._condition.notify_all()

    def hang_up(self) -> None:
        with self._condition:
            self._hung_up = True
            self._condition.notify_all()

    def send_to(self, where: Where) -> None:
        with self._condition:
            self._elsewhere = where
            self._condition.notify_all()

    def poke(self) -> None:
        """Something that it may wait for has changed."""
        with self._condition:
            self._condition.notify_all()

    def pause(self, seconds: float | None, *, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait so long (None: for ever); True as soon as `until` holds."""
        deadline = None if seconds is None else time.monotonic() + seconds
        with self._condition:
            while True:
                self._break_off()
                if until():
                    return True
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._condition.wait(left)

    def has_entry(self) -> bool:
        return bool(self._entries)

    def next_entry(self, seconds: float) -> Entry | None:
        """What the owner does within `seconds`; None for nothing, or for silence that they are made to keep."""
        if not self.pause(seconds, until=self.has_entry):
            return None
        entry = self._entries.popleft()
        return None if entry.kind == "silence" else entry

    def give_back(self, entry: Entry) -> None:
        """Keys that were pressed too early for this question."""
        self._entries.appendleft(entry)

    def as_json(self, root: str) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "from": self.sender,
            "to": self.to,
            "direction": self.direction,
            "status": self.status,
            "duration": str(self.seconds) if self.over else None,
            "uri": f"{root}/Calls/{self.sid}.json",
            "account_sid": root.rpartition("/")[2],
            "heard": self.heard[-60:],
        }

    def _break_off(self) -> None:
        if self._hung_up:
            raise Gone
        if self._elsewhere:
            where, self._elsewhere = self._elsewhere, None
            raise Sent(where)
