"""Who is at the supervisor's screen and what the address names; this state only follows."""

from typing import Any

import reflex as rx

from console import live
from console.bell.state import Bell
from console.following import follow
from console.guard import screen_event, signed_in
from console.supervise.alerts.state import AlertsState
from console.supervise.approvals.state import ApprovalsState, list_named
from console.ui.desk import Desk
from console.waiting import tell_waiting
from console.why.state import Why
from domain.kernel.permissions import Permission


class Supervise(rx.State):
    """`denied`: this screen is not for this person. `tab`: approvals or alerts."""

    denied: bool = False
    tab: str = "approvals"
    may_oversee: bool = False

    @screen_event()
    async def open(self) -> Any:
        """Show what the address names. Runs at each navigation and each time the line comes back."""
        person, desk = signed_in(), await self.get_state(Desk)
        desk._welcome(person)
        await tell_waiting(desk, person)
        self.denied = not person.actor.can(Permission.APPROVALS_DECIDE)
        self.may_oversee = person.actor.can(Permission.ALERTS_OVERSEE)
        wanted = self.router.url.query_parameters
        self.tab = "alerts" if wanted.get("tab") == "alerts" and self.may_oversee else "approvals"
        topic = live.ALERTS if self.tab == "alerts" else live.APPROVALS
        follow(self.router.session, person, topic="" if self.denied else topic)
        await (await self.get_state(Bell))._renew(person)
        await (await self.get_state(Why))._read_again(person)
        if self.denied:
            return
        if self.tab == "alerts":
            shown = await self.get_state(AlertsState)
            await shown._show(person, listed=wanted.get("list", ""), severity=wanted.get("severity", ""))
            return
        requests = await self.get_state(ApprovalsState)
        await requests._show(person, wanted=wanted.get("approval", ""), listed=list_named(wanted.get("list", "")))
