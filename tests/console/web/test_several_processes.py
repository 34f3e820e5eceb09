"""Two web processes of one machine, without Redis: a screen lives in one of them, and may come back in the other."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import httpx
import psutil
import pytest
import socketio

from console.signed_in import COOKIE
from domain.customers.add_note import add_note
from domain.kernel.actor import Actor
from domain.kernel.permissions import Role
from domain.work.application import Application
from tests.browser.site import Site, frontend, site
from tests.console.test_guard import BOOT, signed_in
from tests.support.builders import Builders

TABS, MOST = 12, 60  # which process takes a line is for the system to say


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Site]:
    with site(database_url, tmp_path, frontend(), workers=2) as running:
        yield running


class Tab:
    """A page on one address, as its browser holds it: the same token whenever its line comes back."""

    def __init__(self, address: str, cookie: str, path: str) -> None:
        self._address, self._cookie, self._path, self._token = address, cookie, path, str(uuid4())
        self.heard, self._news = "", asyncio.Event()

    async def open(self) -> None:
        self.heard, self._line = "", socketio.AsyncClient()
        self._line.on("event", self._hear, namespace="/_event")
        await self._line.connect(
            f"{self._address}?token={self._token}",
            headers={"Cookie": f"{COOKIE}={self._cookie}"},
            socketio_path="/_event",
            namespaces=["/_event"],
            transports=["websocket"],
        )
        event = {"name": BOOT, "payload": {}, "router_data": {"pathname": "/", "asPath": self._path}}
        await self._line.emit("event", event, namespace="/_event")

    async def hears(self, text: str) -> None:
        async with asyncio.timeout(30):
            while text not in self.heard:
                self._news.clear()
                await self._news.wait()

    async def close(self) -> None:
        await self._line.disconnect()

    def _hear(self, update: object) -> None:
        self.heard += str(update)
        self._news.set()


def lines_of_each_process(address: str) -> Sequence[int]:
    """How many live connections each process holds: the parent only waits for them."""
    port = int(address.rpartition(":")[2])
    children = [each for each in psutil.Process().children(recursive=True) if each.ppid() != psutil.Process().pid]
    held = [
        sum(1 for line in each.net_connections("tcp") if line.laddr.port == port and line.status == "ESTABLISHED")
        for each in children
    ]
    return [count for count in held if count]


def test_screens_are_live_in_both_and_come_back_in_either(
    application: Application, administrator: Actor, build: Builders, served: Site
) -> None:
    cookie = signed_in(application, administrator, served.address, "lea@example.org", Role.AGENT)
    customer = build.customer(first_name="Marie", last_name="Duval")

    async def run() -> None:
        tabs: list[Tab] = []
        while len(tabs) < TABS or (len(tabs) < MOST and len(lines_of_each_process(served.address)) < 2):
            tabs.append(Tab(served.address, cookie, f"/?customer={customer}"))
            await tabs[-1].open()
            await tabs[-1].hears("Duval")
        assert len(lines_of_each_process(served.address)) == 2
        await asyncio.to_thread(
            application.perform, add_note, administrator, customer_id=customer, body="Rings after six"
        )
        for tab in tabs:
            await tab.hears("Rings after six")
        counted = await asyncio.to_thread(httpx.get, f"{served.address}/metrics")
        assert re.search(rf"^comptoir_open_screens {len(tabs)}\.0$", counted.text, re.MULTILINE)
        for tab in tabs:  # a line breaks, and the page comes back wherever there is room
            await tab.close()
            await tab.open()
        for tab in tabs:
            await tab.hears("Rings after six")
        for tab in tabs:
            await tab.close()

    asyncio.run(run())
    assert served.new_errors() == []
