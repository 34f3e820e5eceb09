"""Both sides of a chat over HTTP as their pages are: the visitor's line with its cursor, and what is sent until it is
answered, with the same key.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

_AGAIN = 0.4  # seconds, then longer; a page waits a little longer


@dataclass
class Chat:
    """`said` are the entries that the visitor's page shows, by id, `heard` how often each came over a line;
    `again` counts what had to be sent once more, `broken` the lines that broke. `line` is where the server is, by a
    client whose address may be another by and by.
    """

    name: str
    token: str
    key: str
    line: "Line"
    headers: dict[str, str]
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    conversation: str = ""
    again: int = 0
    broken: int = 0
    _cursor: str = ""

    async def say(self, text: str) -> None:
        """As the visitor's page sends it."""
        visitor = {"authorization": f"Bearer {self.token}"}
        told = await self._sent("/widget/messages", {"key": text, "body": text}, visitor)
        self.conversation = told["conversation"]
        self.said.setdefault(told["id"], {"id": told["id"], "seq": told["seq"], "body": text})

    async def answer(self, text: str) -> None:
        """As somebody of staff sends it from another system."""
        staff = {"authorization": f"Bearer {self.key}"}
        path = f"/api/v1/conversations/{self.conversation}/messages"
        await self._sent(path, {"body": text, "client_key": text}, staff)

    async def follow(self) -> None:
        """The line: from the cursor on, again whenever it broke."""
        for tries in count(1):
            try:
                await self._hold()
            except httpx.HTTPError:
                self.broken += 1
            await asyncio.sleep(_AGAIN * min(tries, 4))

    async def _hold(self) -> None:
        headers = {"authorization": f"Bearer {self.token}"} | self.headers
        address = f"{self.line.address}/widget/events"
        event = ""
        async with self.line.client.stream("GET", address, params={"after": self._cursor}, headers=headers) as answer:
            answer.raise_for_status()
            async for row in answer.aiter_lines():
                if row.startswith("event: "):
                    event = row[7:]
                elif event == "heard" and row.startswith("data: "):
                    self._hear(json.loads(row[6:]))

    def _hear(self, heard: dict[str, Any]) -> None:
        if heard["whole"]:
            self.said = {}
        else:
            self.heard.update(entry["id"] for entry in heard["entries"])
        self._cursor = heard["cursor"]
        self.said |= {entry["id"]: entry for entry in heard["entries"]}

    async def _sent(self, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        for tries in count(1):
            try:
                answer = await self.line.client.post(
                    f"{self.line.address}{path}", json=body, headers=headers | self.headers
                )
                if answer.status_code < 500:
                    told: dict[str, Any] = answer.raise_for_status().json()
                    return told
            except httpx.TransportError:
                pass
            self.again += 1
            await asyncio.sleep(_AGAIN * min(tries, 4))
        raise AssertionError  # never


@dataclass
class Line:
    """Where the server is at this moment."""

    client: httpx.AsyncClient
    address: str
