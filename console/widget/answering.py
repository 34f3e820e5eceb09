"""When a person will answer: while an agent is there who takes chats, at whatever hour. Else `opens_at` says when
somebody is back: by WIDGET_HOURS, or by the hours of the queue. No time is promised outside of them.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from console.bootstrap import console
from console.opening_hours import hours_of
from console.widget.asked import DOOR
from domain.kernel.business_time import opens_at
from domain.visitors.answer_time import usual_answer_time
from domain.visitors.hours import chat_hours
from domain.visitors.staffing import ChatStaffing, chat_staffing

STAFFING_SECONDS: Final = 4.0
USUAL_SECONDS: Final = 30.0


class Kept:
    """What one query says, asked at most once in so many seconds however many want to know."""

    def __init__(self, query: Callable[..., Any], seconds: float, clock: Callable[[], float]) -> None:
        self._query, self._seconds, self._clock = query, seconds, clock
        self._answer: tuple[float, Any] | None = None
        self._asking = asyncio.Lock()

    async def __call__(self) -> Any:
        async with self._asking:
            if self._answer is None or self._clock() - self._answer[0] >= self._seconds:
                self._answer = (self._clock(), await console().ask(self._query, DOOR))
            return self._answer[1]


class Answering:
    """What the widgets of this process are told."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._staffing = Kept(chat_staffing, STAFFING_SECONDS, clock)
        self._usual = Kept(usual_answer_time, USUAL_SECONDS, clock)
        self._hours = Kept(chat_hours, USUAL_SECONDS, clock)

    async def told(self, now: datetime | None = None) -> dict[str, object]:
        """`online`; `busy` where everybody's hands are full; `opens_at` while it is closed; `answers_in` seconds where
        enough chats were answered lately, and not while it is closed.
        """
        now = now or datetime.now(UTC)
        there: ChatStaffing = await self._staffing()
        opens, usual = await self._opens_at(now), await self._usual()
        return {
            "online": there.present > 0,
            "busy": there.present > 0 and there.free == 0,
            "opens_at": opens.astimezone(UTC).isoformat() if opens else None,
            "answers_in": int(usual.total_seconds()) if usual is not None and opens is None else None,
        }

    async def _opens_at(self, now: datetime) -> datetime | None:
        if line := console().settings.widget_hours:
            return hours_of(line).opens_at(now)
        return opens_at(await self._hours(), now)


_answering = Answering()


def answering() -> Answering:
    """That of this process."""
    return _answering
