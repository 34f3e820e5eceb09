"""The open screens of this process, as the hub reaches them through Reflex."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from uuid import UUID

import reflex as rx
from reflex.app import App

from console.bell.state import Bell
from console.bootstrap import console
from console.guard import acting_as
from console.live import ALERTS, APPROVALS, RULES, WALL, Watcher
from console.rules_admin.simulation.shadow_state import ShadowState
from console.rules_admin.simulation.state import SimulationState
from console.rules_admin.state import RulesScreen
from console.signed_in import Sessions
from console.supervise.alerts.state import AlertsState
from console.supervise.approvals.state import ApprovalsState
from console.supervise.wall.state import WallState
from console.ui.desk import Desk
from console.waiting import tell_waiting
from console.workspace.state import Workspace
from domain.assignment.beat import beat, beat_for
from domain.customers.presence import Look, keep_looking, look_at, look_away
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_SCREENS: Final = Actor.system("screens")


class OpenScreens:
    """Implements `live.Screens`. A tab counts as open only while its token belongs to the connection it followed by:
    the token alone, presented by somebody else, is brought nothing.
    """

    def __init__(self, app: App, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    def is_open(self, watcher: Watcher) -> bool:
        namespace = self._app.event_namespace
        # Its public `token_to_sid` copies the whole table at each look.
        socket = namespace._token_manager.token_to_socket.get(watcher.token) if namespace is not None else None
        return socket is not None and socket.sid == watcher.connection

    async def person(self, watcher: Watcher) -> SignedIn | None:
        return await self._sessions.of_digest(watcher.digest)

    async def refresh(self, watcher: Watcher, person: SignedIn, *, viewers_only: bool, news: bool) -> None:
        acting_as(person)
        async with self._app.modify_state(_token(watcher)) as root:
            desk = await root.get_state(Desk)
            if desk._owner != str(person.session_id) or not self.is_open(watcher):
                return
            await tell_waiting(desk, person)
            if watcher.customer_id is not None:
                await (await root.get_state(Workspace))._bring_up_to_date(person, viewers_only=viewers_only)
            elif watcher.topic == APPROVALS and not viewers_only:
                await (await root.get_state(ApprovalsState))._bring_up_to_date(person)
            elif watcher.topic == RULES and not viewers_only:
                await (await root.get_state(RulesScreen))._bring_up_to_date(person)
                await (await root.get_state(SimulationState))._bring_up_to_date(person)
                await (await root.get_state(ShadowState))._bring_up_to_date(person)
            elif watcher.topic == WALL and not viewers_only:
                await (await root.get_state(WallState))._bring_up_to_date(person)
            elif watcher.topic == ALERTS and not viewers_only:
                await (await root.get_state(AlertsState))._bring_up_to_date(person)
            if news:
                await (await root.get_state(Bell))._renew(person, opened=watcher.customer_id)

    async def bring(self, watcher: Watcher, person: SignedIn, work: Callable[[Any], Awaitable[None]]) -> None:
        """Do `work` with the states of the tab, under their lock; not if it is somebody else's by now."""
        acting_as(person)
        async with self._app.modify_state(_token(watcher)) as root:
            desk = await root.get_state(Desk)
            if desk._owner == str(person.session_id) and self.is_open(watcher):
                await work(root)

    async def close(self, watcher: Watcher) -> None:
        """Take everything off the screen and send the page to the sign-in."""
        if not self.is_open(watcher):
            return
        async with self._app.modify_state(_token(watcher)) as root:
            root._get_root_state().reset()  # type: ignore[no-untyped-call]
            desk = await root.get_state(Desk)
            desk.over = True

    async def look(self, person: SignedIn, subject: tuple[str, UUID], *, away: bool) -> None:
        kind, id = subject
        await console().perform(look_away if away else look_at, person.actor, subject_kind=kind, subject_id=id)

    async def keep_looking(self, looks: Sequence[Look]) -> set[Look]:
        """Renew what is known of who looks at what; told are those that were."""
        return await console().perform(keep_looking, _SCREENS, looks=looks)

    async def beat(self, people: Sequence[SignedIn]) -> None:
        """Those of them who work with cases are still there."""
        actors = {each.staff_id: each.actor for each in people if each.actor.can(Permission.CASES_READ)}
        for staff_id in await console().perform(beat_for, _SCREENS, staff_ids=list(actors)):
            await console().perform(beat, actors[staff_id])

    def forget_sessions(self) -> None:
        self._sessions.forget()


def _token(watcher: Watcher) -> rx.BaseStateToken:
    return rx.BaseStateToken(ident=watcher.token, cls=Workspace)
