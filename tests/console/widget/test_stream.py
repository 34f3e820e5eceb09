"""The live line: resumed where it was left, over a merge as well, and never for more than may have one."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from typing import Any
from uuid import UUID

import pytest

from console.threads import Threads
from console.widget import stream
from console.widget.asked import DOOR, Guest
from console.widget.stream import line_to, refuse_too_many
from domain.cases.close_case import close_case
from domain.conversations.merge import merge_conversations
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.visitors.attempts import TooOften
from domain.visitors.queries import visitor_with
from domain.work.application import Application
from tests.console.widget.conftest import Page
from tests.support.builders import Builders


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Threads:
    """The followers of this process, which the test tells what happened."""
    followers = Threads()
    monkeypatch.setattr(stream, "threads", lambda: followers)
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.3)
    return followers


@pytest.fixture
def guest(visitor: Callable[..., Page], application: Application) -> Callable[..., tuple[Page, Guest]]:
    def come() -> tuple[Page, Guest]:
        page = visitor()
        row = application.ask(visitor_with, DOOR, token=page.token)
        assert row is not None
        return page, Guest(row, "192.0.2.7")

    return come


async def next_event(line: AsyncGenerator[bytes]) -> tuple[str, dict[str, Any]]:
    async for piece in line:
        fields = dict(each.split(": ", 1) for each in piece.decode().strip().split("\n"))
        if "event" in fields:
            return fields["event"], json.loads(fields["data"])
    return "end", {}


def stirred(heard: Threads, what: str, conversation_id: UUID, who: str = "") -> None:
    heard.hear(json.dumps({"t": what, "s": f"conversation:{conversation_id}", "w": who}))


def test_the_line_tells_what_happens_and_nothing_twice(
    guest: Callable[..., tuple[Page, Guest]], answer: Callable[..., UUID], heard: Threads, build: Builders
) -> None:
    page, who = guest()
    page.say("Hello")
    own = UUID(page.thread()["conversation"])

    async def run() -> None:
        line = line_to(who, "")
        event, told = await next_event(line)
        assert (event, [each["body"] for each in told["entries"]]) == ("heard", ["Hello"])
        await asyncio.to_thread(answer, own, "Hi")
        stirred(heard, "conversation.reply_sent", own)
        stirred(heard, "conversation.reply_sent", own)
        _, told = await next_event(line)
        assert ([each["body"] for each in told["entries"]], told["whole"]) == (["Hi"], False)
        stirred(heard, "thread.typing", own, "customer")
        stirred(heard, "thread.typing", own, "Zoé Petit")
        assert await next_event(line) == ("typing", {"who": "Zoé"})
        await line.aclose()
        assert heard._followers == {}  # nobody is followed after the line is gone
        line = line_to(who, told["cursor"])
        pieces = [await anext(line) for _ in range(3)]
        assert b"Hi" not in b"".join(pieces)
        await line.aclose()

    asyncio.run(run())


def test_after_a_merge_the_line_follows_the_other_conversation(
    guest: Callable[..., tuple[Page, Guest]], answer: Callable[..., UUID], heard: Threads, build: Builders
) -> None:
    page, who = guest()
    page.say("Hello")
    own = UUID(page.thread()["conversation"])
    other = build.perform(receive_message, channel="sms", address="+33612345678", body="By SMS").conversation_id
    merge = {"conversation_id": own, "into_id": other}

    async def run() -> None:
        line = line_to(who, "")
        await next_event(line)
        await asyncio.to_thread(lambda: build.perform(merge_conversations, **merge))
        stirred(heard, "conversation.merged", own)
        _, told = await next_event(line)
        assert (told["conversation"], told["whole"]) == (str(other), True)
        address = str(who.visitor.id)
        await asyncio.to_thread(lambda: answer(other, "Both read", channel="chat", address=address))
        stirred(heard, "conversation.reply_sent", other)
        while "Both read" not in [each["body"] for each in told["entries"]]:
            _, told = await asyncio.wait_for(next_event(line), 5)
        await line.aclose()

    asyncio.run(run())


def test_that_the_case_is_closed_is_told_at_once(
    guest: Callable[..., tuple[Page, Guest]], heard: Threads, build: Builders, ask: Callable[..., Any]
) -> None:
    page, who = guest()
    page.say("Hello")
    case_id = ask(thread, conversation_id=UUID(page.thread()["conversation"])).conversation.case_id

    async def run() -> None:
        line = line_to(who, "")
        await next_event(line)
        await asyncio.to_thread(lambda: build.perform(close_case, case_id=case_id))
        heard.hear(json.dumps({"t": "case.closed", "s": f"case:{case_id}"}))
        _, told = await asyncio.wait_for(next_event(line), 5)
        assert told["closed"] is True
        await line.aclose()

    asyncio.run(run())


def test_only_so_many_lines_are_open(guest: Callable[..., tuple[Page, Guest]], heard: Threads) -> None:
    page, who = guest()
    page.say("Hello")

    async def run() -> None:
        lines = [line_to(who, "") for _ in range(stream.MOST_PER_VISITOR)]
        for line in lines:
            await next_event(line)
        with pytest.raises(TooOften):
            refuse_too_many(who)
        await lines[0].aclose()
        refuse_too_many(who)
        for line in lines:
            await line.aclose()
        assert not stream._open

    asyncio.run(run())


def test_who_has_said_nothing_has_no_line(guest: Callable[..., tuple[Page, Guest]], heard: Threads) -> None:
    _, who = guest()

    async def run() -> None:
        line = line_to(who, "")
        assert (await next_event(line))[1]["conversation"] is None
        assert (await next_event(line))[0] == "end"

    asyncio.run(run())


def test_typing_and_reading_are_taken(guest: Callable[..., tuple[Page, Guest]]) -> None:
    page, _ = guest()
    page.say("Hello")
    assert page("POST", "/widget/typing").json() == {"done": True}
    assert page("POST", "/widget/read", json={"seq": 1}).json() == {"done": True}
    assert page("POST", "/widget/read", json={"seq": True}).status_code == 200
