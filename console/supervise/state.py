"""Who is at the supervisor's screen and what the address names; this state only follows."""

from typing import Any, Final

import reflex as rx

from console import live
from console.bell.state import Bell
from console.following import follow
from console.guard import screen_event, signed_in
from console.supervise.alerts.state import AlertsState
from console.supervise.approvals.state import ApprovalsState, list_named
from console.supervise.wall.state import WallState
from console.ui.desk import Desk
from console.waiting import tell_waiting
from console.why.state import Why
from domain.kernel.permissions import Permission

_TOPICS: Final = {"approvals": live.APPROVALS, "alerts": live.ALERTS, "wall": live.WALL}


class Supervise(rx.State):
    """`denied`: this screen is not for this person. `tab`: approvals, alerts or wall."""

    denied: bool = False
    tab: str = "approvals"
    may_oversee: bool = False
    may_wall: bool = False

    @screen_event()
    async def open(self) -> Any:
        """Show what the address names. Runs at each navigation and each time the line comes back."""
        person, desk = signed_in(), await self.get_state(Desk)
        desk._welcome(person)
        await tell_waiting(desk, person)
        self.may_wall = person.actor.can(Permission.OPERATIONS_READ) and person.actor.can(Permission.CASES_READ)
        self.may_oversee = person.actor.can(Permission.ALERTS_OVERSEE)
        wanted = self.router.url.query_parameters
        allowed = {"alerts": self.may_oversee, "wall": self.may_wall}
        self.tab = tab if allowed.get(tab := wanted.get("tab", ""), False) else "approvals"
        self.denied = self.tab != "wall" and not person.actor.can(Permission.APPROVALS_DECIDE)
        follow(self.router.session, person, topic="" if self.denied else _TOPICS[self.tab])
        await (await self.get_state(Bell))._renew(person)
        await (await self.get_state(Why))._read_again(person)
        if self.denied:
            return
        if self.tab == "wall":
            await (await self.get_state(WallState))._show(person, agent=wanted.get("agent", ""))
            return
        if self.tab == "alerts":
            shown = await self.get_state(AlertsState)
            await shown._show(person, listed=wanted.get("list", ""), severity=wanted.get("severity", ""))
            return
        requests = await self.get_state(ApprovalsState)
        await requests._show(person, wanted=wanted.get("approval", ""), listed=list_named(wanted.get("list", "")))
