"""Inboxes are kept as they are now: read once for everybody, told to those whose list is different."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from console import live
from console import threads as threads_module
from console.threads import Stirred
from console.workspace.inbox import live as inbox_live
from console.workspace.inbox.live import Inboxes, Tab
from console.workspace.inbox.state import InboxState
from domain.cases.assign_case import assign_case
from domain.conversations.inbox import inbox_counts, is_in, place_in_list
from domain.conversations.queries import VIEWS, conversation_counts, conversations, thread
from domain.conversations.receive_message import receive_message
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.awaited import awaited
from tests.support.builders import Builders


@pytest.fixture(autouse=True)
def _nobody_follows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(threads_module, "_threads", threads_module.Threads())
    monkeypatch.setattr(inbox_live, "_inboxes", Inboxes())
    yield


@pytest.fixture
def heard(build: Builders) -> Callable[..., UUID]:
    numbers = iter(range(100))

    def hear(**values: Any) -> UUID:
        said = {"channel": "chat", "address": f"visitor-{next(numbers)}", "body": "Hello"} | values
        received: UUID = build.perform(receive_message, **said).conversation_id
        return received

    return hear


def owned(application: Application, build: Builders, talk: UUID, by: Actor) -> None:
    case_id = application.ask(thread, by, conversation_id=talk).conversation.case_id
    build.perform(assign_case, case_id=case_id, owner_id=by.id)


class NotedHub:
    """Notes which tabs are told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.watchers: dict[str, Any] = {}

    async def bring(self, token: str, work: Any) -> bool:
        self.told.append(token)
        return True


@awaited
async def test_a_change_is_read_once_and_told_to_whom_it_concerns(
    wired: None, heard: Callable[..., UUID], application: Application, agent: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = heard()
    hub = NotedHub()
    monkeypatch.setattr(live, "hub", lambda: hub)
    counts = application.ask(inbox_counts, agent).views(agent.id)
    asked: list[int] = []
    changed = inbox_live._changed
    monkeypatch.setattr(inbox_live, "_changed", lambda unit, **v: (asked.append(1), changed(unit, **v))[1])
    inboxes = Inboxes()
    for number in range(200):
        view = "unassigned" if number == 7 else "mine"
        inboxes.tabs[str(number)] = Tab(str(number), agent.id, view, "", "", frozenset(), counts, SimpleNamespace())
    for _ in range(20):
        await inboxes.hear(Stirred("conversation.message_received", talk))
    await asyncio.wait_for(inboxes.task or asyncio.sleep(0), 5)
    assert (len(asked), hub.told) == (1, ["7"])


@awaited
async def test_lists_say_the_same_in_the_database_and_in_memory(
    heard: Callable[..., UUID], application: Application, agent: Actor, build: Builders, clock: Any
) -> None:
    for number in range(8):
        if number == 4:
            clock.advance(timedelta(hours=1))  # the first chats are letters by now
        talk = heard() if number % 4 > 1 else heard(channel="sms", address=f"+3361234000{number}")
        if number % 2:
            owned(application, build, talk, agent)
    every = application.ask(conversations, agent, view="all").items
    for view in VIEWS:
        listed = application.ask(conversations, agent, view=view).items
        place = partial(place_in_list, view=view, now=clock.now())
        kept = [row for row in every if is_in(row, view=view, now=clock.now(), staff_id=agent.id)]
        assert [row.id for row in sorted(kept, key=place)] == [row.id for row in listed]
        paged, cursor = [], None
        while (page := application.ask(conversations, agent, view=view, limit=1, cursor=cursor)).items:
            paged += page.items
            if (cursor := page.next_cursor) is None:
                break
        assert [row.id for row in paged] == [row.id for row in listed]
    first = application.ask(conversations, agent, view="unassigned").items[0]
    assert (first.channel, clock.now() - first.last_at) == ("chat", timedelta(0))  # whoever waits live comes first
    assert application.ask(inbox_counts, agent).views(agent.id) == application.ask(conversation_counts, agent)


@awaited
async def test_a_row_comes_changes_and_goes(
    screen: Screen, heard: Callable[..., UUID], application: Application, agent: Actor, build: Builders
) -> None:
    inbox: Any = await screen.of(InboxState)
    await inbox._open(screen.person, {})
    await inbox._open(screen.person, {"inbox": "unassigned"})
    assert (inbox.rows, inbox.counts["unassigned"]) == ([], 0)
    talk = heard(name="Ivy")

    async def stir() -> None:
        rows, counts = application.ask(inbox_live._changed, agent, conversations={talk}, cases=set())
        (tab,) = inbox_live._inboxes.tabs.values()
        await screen.of(InboxState)
        await inbox._stirred(screen.person, tab.change(rows[0], application.clock.now()), counts)

    await stir()
    assert [(row.name, row.unread) for row in inbox.rows] == [("Ivy", 1)]
    assert inbox.counts["unassigned"] == 1
    owned(application, build, talk, agent)
    await stir()
    assert (inbox.rows, inbox.counts["mine"]) == ([], 1)


@awaited
async def test_the_address_names_the_list(screen: Screen, heard: Callable[..., UUID]) -> None:
    heard(name="Ivy")
    inbox: Any = await screen.of(InboxState)
    await inbox._open(screen.person, {"inbox": "open", "queue": "no_such", "channel": "fax", "sort": "due"})
    assert (inbox.rows, inbox.queues[-1], inbox.address) == ([], "no_such", "inbox=open&queue=no_such&sort=due")
    await inbox._open(screen.person, {"conversation": "somewhere else"})
    assert inbox.view == "open"
    await inbox._open(screen.person, {"inbox": "everything", "channel": "chat"})
    assert (inbox.view, inbox.queue, inbox.channel, inbox.sort) == ("mine", "", "chat", "waits")
    await inbox._open(screen.person, {"inbox": "unassigned"})
    assert ([row.name for row in inbox.rows], inbox.address) == (["Ivy"], "inbox=unassigned")
