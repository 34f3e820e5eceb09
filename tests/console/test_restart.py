"""The web process is killed in the middle of a hundred chats, and another one goes on: nothing is lost or twice."""

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import URL

from console.jobs.schema import prepare_job_tables
from domain.conversations.queries import thread
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.staff.add_api_key import add_api_key
from domain.visitors.start_visitor import start_visitor
from domain.work.application import Application
from tests.support.chats import Chat, Line
from tests.support.databases import copy_of_template
from tests.support.web import mortal_web_process

CHATS, EACH = 100, 2  # messages of each side
KILLED_AFTER = 140  # shown of the 400
STAFF = Actor.system("Zoé Petit")


@pytest.fixture
def application(postgres: URL) -> Iterator[Application]:
    """On a database that other processes share, with the tables that jobs are queued in."""
    with copy_of_template(postgres) as url:
        database = Database(url)
        prepare_job_tables(database)
        yield Application(database)
        database.dispose()


def test_no_message_is_lost_or_shown_twice(application: Application, tmp_path: Path) -> None:
    address = application.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    key = application.perform(add_api_key, STAFF, name="Desk", role="administrator").key
    tokens = [application.perform(start_visitor, STAFF, language="en", page="").token for _ in range(CHATS)]
    with ExitStack() as processes:

        def begin(name: str) -> tuple[str, Callable[[], None]]:
            (tmp_path / name).mkdir()
            return processes.enter_context(mortal_web_process(address, tmp_path / name))

        chats = asyncio.run(_talk(tokens, key, begin))
    assert sum(chat.again for chat in chats) > 0
    assert sum(chat.broken for chat in chats) > 0
    for chat in chats:
        wanted = {f"{chat.name} {side} {number}" for side in ("asks", "answers") for number in range(EACH)}
        kept = application.ask(thread, STAFF, conversation_id=UUID(chat.conversation), limit=50).entries
        assert (len(kept), {entry.body for entry in kept}) == (2 * EACH, wanted)
        shown = sorted(chat.said.values(), key=lambda entry: entry["seq"])
        assert [(entry["id"], entry["body"]) for entry in shown] == [(str(entry.id), entry.body) for entry in kept]
        assert not [id for id, times in chat.heard.items() if times > 1]


async def _talk(tokens: list[str], key: str, begin: Callable[[str], tuple[str, Callable[[], None]]]) -> list[Chat]:
    first, kill = await asyncio.to_thread(begin, "first")
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=40)
    async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:
        line = Line(client, first)
        chats = [
            Chat(f"chat {number}", token, key, line, {"x-forwarded-for": f"10.0.{number % 20}.1"})
            for number, token in enumerate(tokens)
        ]
        following: list[asyncio.Task[None]] = []
        talking = [asyncio.create_task(_one(chat, following)) for chat in chats]
        await _until(lambda: sum(len(chat.said) for chat in chats) >= KILLED_AFTER)
        kill()
        line.address, _ = await asyncio.to_thread(begin, "second")
        await asyncio.gather(*talking)
        await _until(lambda: all(len(chat.said) >= 2 * EACH for chat in chats))
        await asyncio.sleep(0.5)  # what comes twice would come now
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    return chats


async def _one(chat: Chat, following: list[asyncio.Task[None]]) -> None:
    """Both sides write without waiting for each other; the page follows from the first word on."""
    chance = random.Random(chat.name)
    for number in range(EACH):
        await asyncio.sleep(chance.random())
        asking = asyncio.create_task(chat.say(f"{chat.name} asks {number}"))
        if number == 0:
            await asking
            following.append(asyncio.create_task(chat.follow()))
        await asyncio.gather(asking, chat.answer(f"{chat.name} answers {number}"))


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(90):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in many places)
            await asyncio.sleep(0.05)
