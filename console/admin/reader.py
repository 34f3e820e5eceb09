"""How the person at the screen reads: language, time zone, and the present moment."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import reflex as rx

from console.ui.desk import Desk
from console.ui.figures import Reader
from domain.staff.sessions import SignedIn


async def reader_of(state: rx.State, person: SignedIn) -> Reader:
    """The reader behind `state`, now."""
    desk = await state.get_state(Desk)
    return Reader(language=desk._spoken(), zone=ZoneInfo(person.time_zone), now=datetime.now(UTC))
