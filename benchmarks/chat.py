"""The chat as it is lived: a message is sent on one side, and shown on the other. One message in each chat every ten
seconds, half of them written by visitors, half by staff; every line is one that a browser would hold, and so is every
desk, of which each has one of its chats open.
"""

import asyncio
import itertools
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import httpx

from benchmarks.desks import Desk, open_desks, staff
from benchmarks.shown import Shown
from benchmarks.timing import Measure
from benchmarks.web import own_database, resident, web_process
from domain.conversations.reply import reply
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.visitors.load import conversation_of
from domain.visitors.start_visitor import start_visitor
from domain.visitors.write_message import write_message
from domain.work import Application, Unit

STAFF = Actor.system("benchmark")
EVERY = 10.0  # seconds between two messages of a chat


def measure_chat(
    server: str, *, chats: int = 400, agents: int = 200, followers: int = 0, seconds: float = 40.0, workers: int = 1
) -> list[Measure]:
    """In a database of its own on `server`, with `workers` web processes of its own, all gone afterwards."""
    with (
        own_database(server) as url,
        tempfile.TemporaryDirectory() as folder,
        web_process(url, Path(folder), workers=workers) as (port, pid),
    ):
        database = Database(url, pool_size=8)
        application = Application(database)
        open_chats = [open_chat(application, number) for number in range(chats)]
        people = staff(application, [id for _, id in open_chats], agents=agents)
        shown, desks = asyncio.run(_talk(application, port, open_chats, people, followers=followers, seconds=seconds))
        megabytes = resident(pid)
        database.dispose()
    serving = f", {workers} web process{'es' if workers > 1 else ''}"
    lines = {True: chats + followers, False: followers}
    rows = [
        Measure(
            f"chat, visitor to the agent's open chat, {chats} chats, {agents} agents{serving}",
            "p95 under 100 ms",
            shown.took_to(desks, chats),
        )
    ]
    for by_staff, name in ((True, "staff to visitor"), (False, "visitor to another line of the chat")):
        if not lines[by_staff]:
            continue
        took = shown.took(by_staff=by_staff)
        told = f"chat, {name}, {chats} chats, {lines[by_staff]} lines{serving}"
        rows.append(Measure(told, "p95 under 100 ms", took))
    lost = sum(1 for text in shown.by_staff if not shown.arrived[text])
    rows.append(
        Measure("chat, messages of staff that were not shown", "none", figure=f"{lost} of {len(shown.by_staff)}")
    )
    rows.append(Measure("chat, web process with all lines", figure=f"{megabytes:.0f} MB resident"))
    return rows


def open_chat(application: Application, number: int) -> tuple[str, UUID]:
    """A visitor who has said something: their token, and the conversation."""
    made = application.perform(start_visitor, STAFF, language="en", page="")
    application.perform(write_message, STAFF, visitor_id=made.id, body=f"Hello {number}", key="0")

    def find(unit: Unit) -> UUID | None:
        return conversation_of(unit, made.id)

    found = application.ask(find, STAFF)
    assert found is not None
    return made.token, found


async def _talk(
    application: Application,
    port: int,
    chats: list[tuple[str, UUID]],
    people: Sequence[tuple[str, UUID | None]],
    *,
    followers: int,
    seconds: float,
) -> tuple[Shown, list[Desk]]:
    shown = Shown()
    tokens = [token for token, _ in chats] + [token for token, _ in chats[:followers]]
    opened: asyncio.Queue[None] = asyncio.Queue()
    lines = [asyncio.create_task(_listen(port, token, n, shown, opened)) for n, token in enumerate(tokens)]
    for _ in tokens:
        await opened.get()
    desks = await open_desks(port, people)
    await asyncio.sleep(2)
    until = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=50)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=limits, timeout=30) as client:
        running = set()
        for number in itertools.count():
            at = number % len(chats)
            task = asyncio.create_task(_say(application, client, chats[at], at, number, shown))
            running.add(task)
            task.add_done_callback(running.discard)
            await asyncio.sleep(EVERY / len(chats))
            if time.monotonic() > until:
                break
        await asyncio.gather(*running)
    await asyncio.sleep(2)
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, *(desk.close() for desk in desks), return_exceptions=True)
    return shown, desks


async def _say(
    application: Application, client: httpx.AsyncClient, chat: tuple[str, UUID], at: int, number: int, shown: Shown
) -> None:
    text = f"message-{number}-"
    shown.sent[text] = time.perf_counter()
    if (number + number // 400) % 2:
        shown.by_staff.add(text)
        await asyncio.to_thread(application.perform, reply, STAFF, conversation_id=chat[1], body=text)
        return
    headers = {"authorization": f"Bearer {chat[0]}", "x-forwarded-for": network_of(at)}
    answer = await client.post("/widget/messages", json={"key": text, "body": text}, headers=headers)
    answer.raise_for_status()


async def _listen(port: int, token: str, number: int, shown: Shown, opened: asyncio.Queue[None]) -> None:
    """A line, read as sparingly as can be: the machine is also the one that serves it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    head = f"GET /widget/events HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\n"
    writer.write(f"{head}x-forwarded-for: {network_of(number)}\r\n\r\n".encode())
    first = True
    try:
        while line := await reader.readline():
            if not line.startswith(b"data: {"):
                continue
            now = time.perf_counter()
            for entry in json.loads(line[6:]).get("entries", ()):
                shown.arrived[entry["body"]].append(now)
            if first:
                opened.put_nowait(None)
                first = False
    finally:
        writer.close()


def network_of(number: int) -> str:
    """A few networks, so that the limits of one address are not what is measured."""
    return f"10.0.{number % 40}.1"
