"""Whether the person at the screen is there for what waits."""

from datetime import datetime
from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from console.workspace.offers.state import OffersState
from domain.assignment.beat import end_wrap_up, note_activity
from domain.assignment.queries import AgentRow, own_standing
from domain.assignment.set_presence import set_presence
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class PresenceState(rx.State):
    """`state` is online, away, offline or wrap_up; `reason` why somebody is away who did not say so. `wrapping`: the
    seconds until they are offered something again. `load` of `capacity` is in hand.
    """

    shown: bool = False
    state: str = "offline"
    reason: str = ""
    wrapping: int = 0
    load: int = 0
    capacity: int = 0

    @screen_event(Permission.CASES_WRITE)
    async def become(self, presence: str) -> Any:
        """Be online, away or offline from now on."""
        person = signed_in()
        await console().perform(set_presence, person.actor, presence=presence)
        await self._renew(person)

    @screen_event(Permission.CASES_WRITE)
    async def wrapped_up(self) -> Any:
        """Be done with the last conversation."""
        person = signed_in()
        await console().perform(end_wrap_up, person.actor)
        await self._renew(person)

    @screen_event(Permission.CASES_WRITE)
    async def acted(self) -> Any:
        """The person does something at the page, whatever it is."""
        await console().perform(note_activity, signed_in().actor)

    async def _renew(self, person: SignedIn) -> None:
        """Show how one stands and what is offered to one. An open screen hears only of what changed."""
        shown = person.actor.can(Permission.CASES_WRITE)
        if shown != self.shown:
            self.shown = shown
        if not shown:
            return
        row = await console().ask(own_standing, person.actor)
        told = _told(row, console().application.clock.now())
        if told != (self.state, self.reason, self.wrapping, self.load, self.capacity):
            if told[1] == "unanswered" != self.reason:
                desk = await self.get_state(Desk)
                desk._tell(
                    "amber",
                    translate(
                        "You are away now: what was offered was not answered. What is open on your screen stays yours.",
                        desk._spoken(),
                    ),
                )
            self.state, self.reason, self.wrapping, self.load, self.capacity = told
        await (await self.get_state(OffersState))._renew(person)


def _told(row: AgentRow | None, now: datetime) -> tuple[str, str, int, int, int]:
    if row is None:
        return ("offline", "", 0, 0, 0)
    wrapping = max(int((row.wrapping_until - now).total_seconds()), 0) if row.wrapping_until else 0
    return (row.state, row.reason, wrapping, sum(row.loads.values()), sum(row.capacity.values()))
