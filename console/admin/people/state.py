"""Who is in the list, and what is searched for in it."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console.admin.people.present import person_lines
from console.admin.people.rows import PersonLine
from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from domain.kernel.page import MOST_ROWS
from domain.kernel.permissions import Permission
from domain.staff.queries import people
from domain.staff.sessions import SignedIn

PAGE: Final = 50


class PeopleState(rx.State):
    """`answered` is the text whose results stand in the list; `cursor` is empty at the end of it."""

    rows: list[PersonLine] = []
    answered: str = ""
    cursor: str = ""
    ready: bool = False
    failed: bool = False
    _wanted: str = ""

    @screen_event(Permission.STAFF_READ, supersedes=True)
    async def search(self, text: str) -> Any:
        """Find people by a part of the name or e-mail."""
        self._wanted, self.rows = text.strip()[:100], []
        await self._read(signed_in())

    @screen_event(Permission.STAFF_READ)
    async def more(self) -> Any:
        """Read the page after the last row."""
        person = signed_in()
        page = await console().ask(people, person.actor, q=self._wanted or None, cursor=self.cursor or None, limit=PAGE)
        self.rows = [*self.rows, *person_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.STAFF_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _read(self, person: SignedIn) -> None:
        """The list as it is now, as long as it was."""
        limit = min(MOST_ROWS, max(PAGE, len(self.rows)))
        try:
            page = await console().ask(people, person.actor, q=self._wanted or None, limit=limit)
        except Exception:
            self.failed = True
            raise
        self.rows = person_lines(page.items, await reader_of(self, person))
        self.cursor, self.answered = page.next_cursor or "", self._wanted
        self.ready, self.failed = True, False
