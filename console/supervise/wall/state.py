"""The floor as it is at this moment."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from zoneinfo import ZoneInfo

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.supervise.wall.present import agent_cards, figures, queue_lines
from console.supervise.wall.rows import AgentCard, Figures, QueueLine
from console.workspace.inbox.present import inbox_rows
from console.workspace.inbox.rows import InboxRow
from domain.assignment.queries import AgentRow, agents
from domain.conversations.queries import conversations
from domain.kernel.permissions import Permission
from domain.queues.queries import queues
from domain.service_levels.queries import answers_kept
from domain.staff.sessions import SignedIn

MOST_TALKS: Final = 50


class WallState(rx.State):
    """Four figures, the queues and the agents, as of the last change: cards of those who are there, lines of those who
    are `gone`. And with whom the agent `chosen` speaks."""

    ready: bool = False
    failed: bool = False
    top: Figures = Figures()
    rows: list[QueueLine] = []
    cards: list[AgentCard] = []
    gone: list[AgentCard] = []
    chosen: str = ""
    chosen_name: str = ""
    talks: list[InboxRow] = []
    may_listen: bool = False

    @screen_event(Permission.OPERATIONS_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _show(self, person: SignedIn, *, agent: str = "") -> None:
        self.chosen, self.talks = agent, self.talks if agent == self.chosen else []
        self.may_listen = person.actor.can(Permission.CONVERSATIONS_OVERSEE)
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
        self.cards = agent_cards([each for each in of_agents if each.state != "offline"], reader, now=now)
        self.gone = agent_cards([each for each in of_agents if each.state == "offline"], reader, now=now)
        await self._read_talks(person, next((each for each in of_agents if str(each.staff_id) == self.chosen), None))
        self.ready, self.failed = True, False

    async def _read_talks(self, person: SignedIn, agent: AgentRow | None) -> None:
        """The conversations that the chosen agent has in hand, whoever waits longest first."""
        if agent is None:
            self.chosen, self.chosen_name, self.talks = "", "", []
            return
        page = await console().ask(conversations, person.actor, view="open", owner_id=agent.staff_id, limit=MOST_TALKS)
        self.chosen_name = agent.name
        self.talks = inbox_rows(page.items, await reader_of(self, person), me=agent.staff_id)
