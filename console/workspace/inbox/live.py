"""The inboxes of this process are kept as they are now, all from one reading.

Whatever happens to conversations is gathered, at most once a second; what changed is read once for everybody, and
each open tab is told only if its list or its counts are different. A tab costs nothing while others talk.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import structlog

from console import live
from console.bootstrap import console
from console.guard import signed_in
from console.threads import CALLS, Stirred, threads
from console.workspace.conversation.state import ConversationState
from console.workspace.inbox.calling import call
from console.workspace.timeline.state import TimelineState
from domain.conversations.inbox import Counts, inbox_counts, inbox_rows, is_in
from domain.conversations.rows import ConversationRow
from domain.kernel.actor import Actor
from domain.work import Unit

log = structlog.get_logger("live")

AT_MOST_EVERY: Final = 1.0  # seconds
_GATHER_SECONDS: Final = 0.03
_READER: Final = Actor.system("inbox")
_NAME: Final = "inbox"


@dataclass(frozen=True, slots=True)
class Tab:
    """An open list: whose, which, and what it shows."""

    token: str
    staff_id: UUID | None
    view: str
    queue: str
    channel: str
    shown: frozenset[UUID]
    counts: dict[str, int]
    state: Any

    def change(self, row: ConversationRow, now: datetime) -> dict[str, ConversationRow | None]:
        """What the row changes in the list, by its id."""
        if self.view == "mine" and row.owner_id != self.staff_id and row.id not in self.shown:
            return {}  # asked of every tab for every row
        if is_in(
            row, view=self.view, now=now, staff_id=self.staff_id, queue=self.queue or None, channel=self.channel or None
        ):
            return {str(row.id): row}
        return {str(row.id): None} if row.id in self.shown else {}


@dataclass
class Inboxes:
    """The tabs, and what stirred since they were told last."""

    tabs: dict[str, Tab] = field(default_factory=dict)
    conversations: set[UUID] = field(default_factory=set)
    cases: set[UUID] = field(default_factory=set)
    missed: bool = False
    task: asyncio.Task[None] | None = None
    told_at: float = 0.0

    async def hear(self, told: Stirred) -> None:
        """Something happened: the tabs are told soon; whoever is called, at once."""
        if told.what in CALLS:
            called = [tab for tab in self.tabs.values() if str(tab.staff_id) == told.who]
            await call(called, told)
            return
        if told.conversation_id is not None:
            self.conversations.add(told.conversation_id)
        elif told.case_id is not None:
            self.cases.add(told.case_id)
        elif told.what == "missed":
            self.missed = True
        else:
            return
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while self.conversations or self.cases or self.missed:
            await asyncio.sleep(max(_GATHER_SECONDS, self.told_at + AT_MOST_EVERY - time.monotonic()))
            self.told_at = time.monotonic()
            conversations, self.conversations = self.conversations, set()
            cases, self.cases = self.cases, set()
            missed, self.missed = self.missed, False
            if not self.tabs:
                continue
            try:
                rows, counts = await console().ask(_changed, _READER, conversations=conversations, cases=cases)
                await self._bring(rows, counts, missed=missed)
            except Exception:
                log.exception("inboxes could not be brought up to date")

    async def _bring(self, rows: Sequence[ConversationRow], counts: Counts, *, missed: bool) -> None:
        now, talking = datetime.now(UTC), {row.customer_id for row in rows} - {None}
        for tab in list(self.tabs.values()):
            changed: dict[str, ConversationRow | None] = {}
            for row in rows:
                changed |= tab.change(row, now)
            watcher = live.hub().watchers.get(tab.token)
            talked = watcher is not None and watcher.customer_id in talking
            if not (changed or missed or talked or counts.views(tab.staff_id) != tab.counts):
                continue
            if not await live.hub().bring(tab.token, _work(tab, changed, counts, missed=missed, talked=talked)):
                self.tabs.pop(tab.token, None)


def _work(
    tab: Tab, changed: dict[str, ConversationRow | None], counts: Counts, *, missed: bool, talked: bool
) -> Callable[[Any], Awaitable[None]]:
    async def work(root: Any) -> None:
        if talked and not (await root.get_state(ConversationState)).id:
            await (await root.get_state(TimelineState))._hear_of_talk(signed_in())
        inbox = await root.get_state(tab.state)
        if missed:
            await inbox._read(signed_in())
        else:
            await inbox._stirred(signed_in(), changed, counts)

    return work


def _changed(unit: Unit, *, conversations: set[UUID], cases: set[UUID]) -> tuple[tuple[ConversationRow, ...], Counts]:
    return inbox_rows(unit, conversations=conversations, cases=cases), inbox_counts(unit)


_inboxes = Inboxes()


def follow(tab: Tab) -> None:
    """From now on the tab is told what changes in its list."""
    if not _inboxes.tabs:
        threads().follow_lists(_NAME, _inboxes.hear)
    _inboxes.tabs[tab.token] = tab


def knows(token: str) -> bool:
    """Whether the tab is told already."""
    return token in _inboxes.tabs
