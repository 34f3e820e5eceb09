"""One page of what happened, and the note that is being written."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.ui.i18n import translate
from console.workspace import reading, writing
from console.workspace.timeline.rows import MomentRow
from domain.kernel.errors import Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.messages.see_to import confirm_arrival, send_again
from domain.staff.sessions import SignedIn

# What of the timeline is shown: a key of the screen, and its English label.
FILTERS: Final = {
    "all": "Everything",
    "notes": "Notes",
    "orders": "Orders",
    "payments": "Payments",
    "shipments": "Shipments",
    "messages": "Messages",
    "customer": "Profile",
}


class TimelineState(rx.State):
    """`order` is the number of the open order; `whole` shows the customer's timeline although one is open."""

    rows: list[MomentRow] = []
    shown: str = "all"
    order: str = ""
    whole: bool = False
    subject: str = ""
    accepted: str = ""
    page: int = 0
    more: bool = False
    ready: bool = False
    failed: bool = False
    _cursors: list[str] = []
    _customer_id: str = ""
    _order_id: str = ""

    @screen_event(Permission.CUSTOMERS_READ)
    async def show(self, filter: str) -> Any:
        """Show only what `filter`, a key of `FILTERS`, names."""
        if filter not in FILTERS:
            raise Invalid(
                field="filter", code="unknown_choice", en="There is no such filter.", fr="Ce filtre n’existe pas."
            )
        self.shown = filter
        await self._turn_to([])

    @screen_event(Permission.CUSTOMERS_READ)
    async def widen(self, whole: bool) -> Any:
        """Show the whole customer's timeline, or only the open order's."""
        self.whole = whole
        await self._turn_to([])

    @screen_event(Permission.CUSTOMERS_READ)
    async def earlier(self) -> Any:
        """The page before this one in time."""
        if self.more:
            await self._turn_to(list(self._cursors))

    @screen_event(Permission.CUSTOMERS_READ)
    async def later(self) -> Any:
        """The page after this one in time."""
        await self._turn_to(list(self._cursors[: max(0, self.page - 1)]))

    @screen_event(Permission.CUSTOMERS_READ)
    async def again(self) -> Any:
        """Read the timeline once more after a failure."""
        await self._turn_to([])

    @screen_event(Permission.NOTES_WRITE, body=10_000)
    async def add_note(self, ticket: str, body: str, pinned: bool) -> Any:
        """Keep a note on what is open. `ticket` tells the composer which of its notes was kept or refused."""
        order_id = None if self.whole or not self._order_id else UUID(self._order_id)
        self.accepted = f"{ticket}:refused"
        await writing.note(signed_in(), parse_id(self._customer_id, field="customer"), order_id, body, pinned=pinned)
        self.accepted = f"{ticket}:kept"
        desk = await self.get_state(Desk)
        desk._tell("green", translate("The note is kept.", desk._spoken()))

    @screen_event(Permission.MESSAGES_SEND)
    async def message_arrived(self, message: str) -> Any:
        """A message in doubt has arrived, as the customer says."""
        await self._see_to(confirm_arrival, message)

    @screen_event(Permission.MESSAGES_SEND)
    async def message_again(self, message: str) -> Any:
        """Send a message once more that did not arrive."""
        await self._see_to(send_again, message)

    async def _see_to(self, use_case: Callable[..., None], message: str) -> None:
        person, message_id = signed_in(), parse_id(message, field="message")
        await console().perform(use_case, person.actor, message_id=message_id)
        await self._hear_of_talk(person)

    def _point_at(self, customer_id: UUID, order: reading.OpenOrder | None) -> None:
        """Which customer and order the timeline is of; another one starts at its newest page."""
        order_id = str(order.id) if order else ""
        if str(customer_id) != self._customer_id:
            self.shown = "all"  # what was looked for with somebody else is not missed here
        if (str(customer_id), order_id) != (self._customer_id, self._order_id):
            self.whole, self._cursors, self.page = False, [], 0
        self._customer_id, self._order_id = str(customer_id), order_id
        self.order = order.number if order else ""
        self._name_subject()

    async def _read(self, person: SignedIn, reader: Reader) -> reading.TimelinePage:
        """The page that is looked at, from the database."""
        return await reading.timeline(
            person,
            reader,
            customer_id=UUID(self._customer_id),
            order_id=UUID(self._order_id) if self._order_id and not self.whole else None,
            shown=self.shown,
            cursor=self._cursors[self.page - 1] if self.page else "",
        )

    async def _hear_of_talk(self, person: SignedIn) -> None:
        """Something was said with the customer: read the page that is looked at anew."""
        if self._customer_id and self.ready:
            reader = reading.reader_for(person, (await self.get_state(Desk))._spoken())
            self._present(await self._read(person, reader), mark_new=True)

    def _is_narrowed(self) -> bool:
        """Whether something else than the first page of everything of the customer is looked at."""
        return bool(self.page) or self.shown != "all" or (bool(self._order_id) and not self.whole)

    def _present(self, page: reading.TimelinePage, *, mark_new: bool = False) -> None:
        self.rows = reading.freshened(page.rows, self.rows) if mark_new and self.page == 0 else page.rows
        self._cursors = [*self._cursors[: self.page], *([page.cursor] if page.cursor else [])]
        self.more, self.ready, self.failed = bool(page.cursor), True, False

    async def _turn_to(self, cursors: list[str]) -> None:
        person, desk = signed_in(), await self.get_state(Desk)
        self._cursors, self.page = cursors, len(cursors)
        self._name_subject()
        try:
            page = await self._read(person, reading.reader_for(person, desk._spoken()))
        except Exception:
            self.failed = True
            raise
        self._present(page)

    def _name_subject(self) -> None:
        self.subject = (
            f"order:{self._order_id}" if self._order_id and not self.whole else f"customer:{self._customer_id}"
        )
