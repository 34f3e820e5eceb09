"""When a person will answer. `Staffing` is what is asked; by itself it knows the opening hours of WIDGET_HOURS."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from console.bootstrap import console
from console.opening_hours import hours_of
from console.widget.asked import DOOR
from domain.visitors.answer_time import usual_answer_time

_KEEP_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody is there for the chat, and when again where not."""

    online: bool
    opens_at: datetime | None = None


class Staffing(Protocol):
    """Who is there for new chats."""

    async def standing(self) -> Standing: ...


class ByHours:
    """Somebody is there while it is open."""

    async def standing(self) -> Standing:
        hours, now = hours_of(console().settings.widget_hours), datetime.now(UTC)
        return Standing(hours.is_open(now), hours.opens_at(now))


_staffing: Staffing = ByHours()
_usual: tuple[float, timedelta | None] | None = None


def use_staffing(staffing: Staffing) -> Staffing:
    """Ask `staffing` from now on, and tell which was asked before."""
    global _staffing
    before, _staffing = _staffing, staffing
    return before


async def answering() -> dict[str, object]:
    """What the widget shows: `online`, `opens_at`, and `answers_in` seconds where enough were answered lately."""
    standing = await _staffing.standing()
    usual = await _usual_time()
    return {
        "online": standing.online,
        "opens_at": standing.opens_at.astimezone(UTC).isoformat() if standing.opens_at else None,
        "answers_in": int(usual.total_seconds()) if usual is not None else None,
    }


async def _usual_time() -> timedelta | None:
    global _usual  # noqa: PLW0603
    if _usual is None or time.monotonic() - _usual[0] > _KEEP_SECONDS:
        _usual = (time.monotonic(), await console().ask(usual_answer_time, DOOR))
    return _usual[1]
