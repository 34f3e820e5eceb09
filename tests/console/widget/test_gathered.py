"""Lines that are stirred together share a reading, and each hears what it would have heard alone."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console.bootstrap import Console
from console.widget import gathered
from console.widget.asked import DOOR
from console.widget.gathered import lines_together
from domain.conversations.add_private_note import add_private_note
from domain.conversations.merge import merge_conversations
from domain.conversations.receive_message import receive_message
from domain.visitors.heard_by import Following, heard_by
from domain.visitors.queries import PAGE, heard_since, visitor_with
from domain.visitors.rows import Heard
from domain.work.application import Application
from tests.console.widget.conftest import Page
from tests.support.builders import Builders

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


@pytest.fixture
def follow(visitor: Callable[..., Page], application: Application) -> Callable[[], tuple[Page, Following]]:
    """A visitor who said "Hello" and was told so."""

    def begin() -> tuple[Page, Following]:
        page = visitor()
        row = application.ask(visitor_with, DOOR, token=page.token)
        assert row is not None
        said = page.say("Hello").json()
        return page, Following(row.id, UUID(said["conversation"]), said["seq"])

    return begin


def alone(application: Application, who: Following) -> Heard:
    cursor = f"{who.conversation_id}.{who.seq}"
    return application.ask(heard_since, DOOR, visitor_id=who.visitor_id, after=cursor)


def test_together_each_hears_what_it_hears_alone(
    follow: Callable[[], tuple[Page, Following]],
    answer: Callable[..., UUID],
    application: Application,
    build: Builders,
) -> None:
    people = [follow() for _ in range(5)]
    quiet, answered, long, _, merged = [who for _, who in people]
    answer(answered.conversation_id, "Hi")
    build.perform(add_private_note, conversation_id=answered.conversation_id, body="Not for them")
    for number in range(PAGE + 3):
        answer(long.conversation_id, f"Line {number}")
    people[3][0]("POST", "/widget/files", files={"file": ("lamp.png", PNG)}, data={"body": "Look", "key": "f"})
    other = build.perform(receive_message, channel="sms", address="+33612345678", body="By SMS").conversation_id
    build.perform(merge_conversations, conversation_id=merged.conversation_id, into_id=other)
    asked = [who for _, who in people]
    together = application.ask(heard_by, DOOR, following=[*asked, quiet])
    assert together == [*(alone(application, who) for who in asked[:4]), None, alone(application, quiet)]
    told = [[entry.body for entry in heard.entries] if heard else None for heard in together]
    assert told == [[], ["Hi"], [f"Line {number}" for number in range(PAGE)], ["Look"], None, []]
    assert [file.name for heard in together if heard for entry in heard.entries for file in entry.files] == ["lamp.png"]


def test_nobody_hears_what_was_written_to_another(
    follow: Callable[[], tuple[Page, Following]], answer: Callable[..., UUID], application: Application
) -> None:
    (_, mine), (_, theirs) = follow(), follow()
    answer(theirs.conversation_id, "For them alone")
    (heard,) = application.ask(
        heard_by, DOOR, following=[Following(mine.visitor_id, theirs.conversation_id, theirs.seq)]
    )
    assert heard is None or heard.entries == ()


def test_who_asks_meanwhile_is_in_the_next_reading(
    follow: Callable[[], tuple[Page, Following]], wired: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    people = [who for _, who in (follow(), follow(), follow())]

    class Counted:
        async def ask(self, query: Any, actor: Any, *, following: list[Following]) -> Any:
            asked.append(len(following))
            return await wired.ask(query, actor, following=following)

    monkeypatch.setattr(gathered, "console", Counted)

    async def run() -> list[Heard | None]:
        lines = lines_together()
        first = asyncio.create_task(lines.of(people[0]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return await asyncio.gather(first, *(lines.of(who) for who in (*people, people[0])))

    found = asyncio.run(run())
    assert [heard.conversation_id for heard in found if heard] == [
        who.conversation_id for who in (people[0], *people, people[0])
    ]
    assert asked == [1, 3]


def test_a_reading_that_fails_is_told_to_who_asked_and_no_others(
    follow: Callable[[], tuple[Page, Following]], wired: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, who = follow()
    broken = [RuntimeError("the line to the database broke")]

    class Failing:
        async def ask(self, *asked: Any, **values: Any) -> Any:
            if broken:
                raise broken.pop()
            return await wired.ask(*asked, **values)

    monkeypatch.setattr(gathered, "console", Failing)

    async def run() -> Heard | None:
        lines = lines_together()
        with pytest.raises(RuntimeError):
            await lines.of(who)
        return await lines.of(who)

    assert asyncio.run(run()) is not None
