"""A customer who is known is known for a while: the screens that show them are told each minute, and at the end."""

import asyncio
from datetime import datetime
from uuid import UUID

from console import live

_timers: dict[UUID, asyncio.TimerHandle] = {}


def count_down(customer_id: UUID, until: datetime | None, now: datetime) -> None:
    """Let the screens read the customer again when the next minute has passed, or when the time is up."""
    if standing := _timers.pop(customer_id, None):
        standing.cancel()
    left = (until - now).total_seconds() if until else 0.0
    if left > 0:
        wait = left % 60 + 0.2
        _timers[customer_id] = asyncio.get_running_loop().call_later(wait, _tell, customer_id)


def _tell(customer_id: UUID) -> None:
    _timers.pop(customer_id, None)
    live.hub().changed(customer_id)
