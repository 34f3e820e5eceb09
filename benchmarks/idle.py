"""Many people signed in who do nothing: what their sessions cost, and whether somebody who works feels it."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from benchmarks.chat import STAFF, open_chat
from benchmarks.desks import open_desks, staff
from benchmarks.timing import Measure
from benchmarks.web import busy_seconds, own_database, resident, web_process
from domain.db.database import Database
from domain.visitors.queries import visitor_with
from domain.visitors.write_message import write_message
from domain.work import Application

_STILL = 20.0  # seconds in which nothing happens
_MESSAGES = 40


def measure_idle(server: str, *, sessions: int = 600) -> list[Measure]:
    """In a database of its own on `server`, with a web process of its own, both gone afterwards."""
    with (
        own_database(server) as url,
        tempfile.TemporaryDirectory() as folder,
        web_process(url, Path(folder)) as (port, pid),
    ):
        database = Database(url)
        application = Application(database)
        token, chat = open_chat(application, 0)
        people = staff(application, [chat], agents=sessions)
        found = asyncio.run(_live(application, port, pid, people, _visitor(application, token)))
        database.dispose()
    return found


def _visitor(application: Application, token: str) -> UUID:
    row = application.ask(visitor_with, STAFF, token=token)
    assert row is not None
    return row.id


async def _live(
    application: Application, port: int, pid: int, people: Sequence[tuple[str, UUID | None]], visitor_id: UUID
) -> list[Measure]:
    empty = resident(pid)
    desks = await open_desks(port, people)
    await asyncio.sleep(5)
    full, used = resident(pid), busy_seconds(pid)
    await asyncio.sleep(_STILL)
    busy = (busy_seconds(pid) - used) / _STILL
    shown = Measure("a message, to the one desk among them that has its chat open", "p95 under 100 ms")
    for number in range(_MESSAGES):
        text, sent = f"message-{number}-", time.perf_counter()
        await asyncio.to_thread(application.perform, write_message, STAFF, visitor_id=visitor_id, body=text, key=text)
        shown.milliseconds.append((await asyncio.wait_for(desks[0].shown_at(text), 10) - sent) * 1000)
    await asyncio.gather(*(desk.close() for desk in desks), return_exceptions=True)
    each = (full - empty) / len(desks)
    return [
        Measure(
            f"{len(desks)} idle sessions, web process", "600 or more", figure=f"{full:.0f} MB, {each:.2f} MB for each"
        ),
        Measure("the processor while they are idle", figure=f"{busy:.0%} of a core"),
        shown,
    ]
