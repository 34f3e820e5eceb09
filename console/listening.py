"""The hub at work: what the channel says is heard, and open screens are swept regularly."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Final

import psycopg
import structlog

from console import queue_names
from console.auth.known_keys import known_keys
from console.live import Hub
from console.prompting import prompter
from console.threads import threads
from console.web import collector

log = structlog.get_logger("live")

CHANNEL: Final = "comptoir"
_SWEEP_SECONDS: Final = 2.0  # as long as `Sessions` believes what it was told: those of open screens are known always
_BEATS_PER_RENEWAL: Final = 7  # presence is renewed every 14 s, and forgotten by others after 45 s
_RECONNECT_SECONDS: Final = 1.0


async def listen(hub: Hub, address: Callable[[], str]) -> None:
    """Hear the channel until cancelled; reconnect when the line breaks, and then tell every screen to read anew: also
    at the first time, since who came before it was there has missed what happened.
    """
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address(), autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                known_keys().listens(True)
                threads().missed()
                await hub.tell_everyone()
                async for message in connection.notifies():
                    kind = kind_of(message.payload)
                    known_keys().hear(kind)
                    queue_names.hear(kind)
                    hub.hear(message.payload)
                    threads().hear(message.payload)
                    prompter().hear(message.payload)
        except psycopg.Error as error:
            log.warning("the live channel is lost, trying again", error=str(error)[:200])
        finally:
            known_keys().listens(False)
        await asyncio.sleep(_RECONNECT_SECONDS)


def kind_of(payload: str) -> str:
    """The type of event that a message of the channel tells of, "" where it cannot be read."""
    try:
        return str(json.loads(payload).get("t", ""))
    except (ValueError, AttributeError):
        return ""


async def sweep_regularly(hub: Hub) -> None:
    """Sweep every few seconds until cancelled."""
    beat = 0
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        beat += 1
        try:
            await hub.sweep(renew=beat % _BEATS_PER_RENEWAL == 0)
        except Exception:
            log.exception("open screens could not be swept")


@contextlib.asynccontextmanager
async def running(hub: Hub, address: Callable[[], str]) -> AsyncIterator[None]:
    """The hub at work, for as long as the process serves."""
    collector.settle()
    tasks = [asyncio.create_task(listen(hub, address)), asyncio.create_task(sweep_regularly(hub))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
