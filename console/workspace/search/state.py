"""What is searched for and what was found."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace import reading
from console.workspace.search.rows import FoundRow
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class SearchState(rx.State):
    """`answered` is the text whose results stand in the lists; while it is empty, `recent` and `latest` are, below
    what the bell knows."""

    answered: str = ""
    customers: list[FoundRow] = []
    orders: list[FoundRow] = []
    products: list[FoundRow] = []
    recent: list[FoundRow] = []
    latest: list[FoundRow] = []
    nothing: bool = False
    ready: bool = False
    failed: bool = False
    _wanted: str = ""
    _said_in: str = ""

    @screen_event(Permission.CUSTOMERS_READ, supersedes=True)
    async def search(self, text: str) -> Any:
        """Find customers, orders and products by what was typed. Of several at once only the last is answered."""
        person, before, self._wanted = signed_in(), self._wanted, text.strip()
        if before and not self._wanted:  # whoever was opened meanwhile stands in the list that comes back
            await self._read_newest(person)
        await self._find(person)

    @screen_event(Permission.CUSTOMERS_READ)
    async def again(self) -> Any:
        """Search once more after a failure."""
        self._said_in = ""
        await self._refresh(signed_in())

    async def _refresh(self, person: SignedIn) -> None:
        """For the loading of the page: results stay as they are unless they must be said in another language."""
        spoken = (await self.get_state(Desk))._spoken()
        if self._wanted and self.ready and spoken == self._said_in:
            return
        await self._read_newest(person)
        self.ready, self._said_in = True, spoken
        await self._find(person)

    async def _read_newest(self, person: SignedIn) -> None:
        reader = reading.reader_for(person, (await self.get_state(Desk))._spoken())
        self.recent = await reading.recent_customers(person, reader)
        self.latest = await reading.latest_orders(person, reader)

    async def _find(self, person: SignedIn) -> None:
        if not self._wanted:
            self.answered, self.nothing, self.failed = "", False, False
            self.customers, self.orders, self.products = [], [], []
            return
        desk = await self.get_state(Desk)
        try:
            found = await reading.found(person, reading.reader_for(person, desk._spoken()), self._wanted)
        except Exception:
            self.failed = True
            raise
        self.failed = False
        self.customers, self.orders, self.products = found.customers, found.orders, found.products
        self.nothing = not (found.customers or found.orders or found.products)
        self.answered = self._wanted
