"""The floor as it is at this moment."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.supervise.wall.present import agent_cards, figures, queue_lines
from console.supervise.wall.rows import AgentCard, Figures, QueueLine
from domain.assignment.queries import agents
from domain.kernel.permissions import Permission
from domain.queues.queries import queues
from domain.service_levels.queries import answers_kept
from domain.staff.sessions import SignedIn


class WallState(rx.State):
    """Four figures, the queues and the agents, as of the last change."""

    ready: bool = False
    failed: bool = False
    top: Figures = Figures()
    rows: list[QueueLine] = []
    cards: list[AgentCard] = []

    @screen_event(Permission.OPERATIONS_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _show(self, person: SignedIn) -> None:
        await self._read(person)

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Show what has changed. For the live channel, under the state's lock."""
        await self._read(person)

    async def _read(self, person: SignedIn) -> None:
        app, now = console(), console().application.clock.now()
        midnight = now.astimezone(ZoneInfo(person.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            of_queues = await app.ask(queues, person.actor)
            of_agents = await app.ask(agents, person.actor)
            kept = await app.ask(answers_kept, person.actor, since=midnight)
        except Exception:
            self.failed = True
            raise
        reader = await reader_of(self, person)
        self.top = figures(of_queues, of_agents, kept, reader, now=now)
        self.rows = queue_lines(of_queues, reader, now=now)
        self.cards = agent_cards(of_agents, reader, now=now)
        self.ready, self.failed = True, False
