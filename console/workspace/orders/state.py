"""The list of orders, and the one that is unfolded."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace import reading, writing
from console.workspace.orders.rows import ActionLink, OrderDetail, OrderRow
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission


class OrdersState(rx.State):
    """`count` is how many there are in all; `more` whether there are some beyond `rows`; `actions` and
    `more_actions` what can be done with the open one.
    """

    rows: list[OrderRow] = []
    count: str = ""
    more: bool = False
    detail: OrderDetail = OrderDetail()
    actions: list[ActionLink] = []
    more_actions: list[ActionLink] = []
    _cursor: str = ""
    _customer_id: str = ""

    @screen_event(Permission.ORDERS_READ)
    async def show_more(self) -> Any:
        """The next page of orders, below those that are shown."""
        if not self._cursor:
            return
        person, desk = signed_in(), await self.get_state(Desk)
        reader = reading.reader_for(person, desk._spoken())
        page = await reading.more_orders(person, reader, self._owner_id(), self._cursor, self.detail.key)
        known = {row.id for row in self.rows}
        self.rows = [*self.rows, *[row for row in page.rows if row.id not in known]]
        self._cursor, self.more = page.cursor, bool(page.cursor)

    @screen_event(Permission.NOTES_WRITE)
    async def add_tag(self, form: dict[str, str]) -> Any:
        """Put the tag in `form["tag"]` on the open order."""
        tag = form.get("tag", "").strip()
        if tag:
            await writing.tag_order(signed_in(), self._owner_id(), self._order_id(), tag)

    @screen_event(Permission.NOTES_WRITE)
    async def remove_tag(self, tag: str) -> Any:
        """Take `tag` off the open order."""
        await writing.untag_order(signed_in(), self._owner_id(), self._order_id(), tag)

    def _owner_id(self) -> UUID:
        return parse_id(self._customer_id, field="customer")

    def _order_id(self) -> UUID:
        return parse_id(self.detail.id, field="order")

    def _present(self, overview: reading.Overview) -> None:
        self.rows, self.count = overview.orders, overview.order_count
        self._cursor, self.more = overview.orders_cursor, bool(overview.orders_cursor)
        self.detail = overview.opened.detail if overview.opened else OrderDetail()
        self.actions = overview.opened.actions if overview.opened else []
        self.more_actions = overview.opened.more_actions if overview.opened else []
        self._customer_id = overview.record.id
