"""The conversations of the open customer, and a visit that is opened while they stand there."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.workspace.conversation.rows import Choice
from console.workspace.conversation.show import show_conversation
from console.workspace.inbox.present import inbox_rows
from console.workspace.inbox.rows import InboxRow
from domain.conversations.open_visit import open_visit
from domain.conversations.queries import conversations
from domain.inventory.queries import nodes
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_MOST: Final = 8


class TalksState(rx.State):
    """`rows`: the newest first. `opening`: the form of a visit is there."""

    rows: list[InboxRow] = []
    may_read: bool = False
    may_open: bool = False
    opening: bool = False
    stores: list[Choice] = []
    problem: str = ""
    problem_at: str = ""
    _customer_id: str = ""
    _order_id: str = ""

    @screen_event(Permission.CASES_WRITE)
    async def begin(self) -> Any:
        """Show the form of a visit, or put it away."""
        self.opening, self.problem, self.problem_at = not self.opening, "", ""
        if self.opening and not self.stores:
            places = await console().ask(nodes, actor=signed_in().actor)
            self.stores = [Choice(each.code, each.name) for each in places if each.kind == "store"]

    @screen_event(Permission.CASES_WRITE)
    async def open_visit(self, form: dict[str, str]) -> Any:
        """The customer stands here: open a visit and show it."""
        said = {name: str(form.get(name, "")) for name in ("subject", "topic", "store", "wish")}
        try:
            opened = await console().perform(
                open_visit,
                actor=signed_in().actor,
                customer_id=parse_id(self._customer_id, field="customer"),
                order_id=parse_id(self._order_id, field="order") if self._order_id else None,
                **said,
            )
        except DomainError as refusal:
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            self.problem_at = refusal.field or ""
            return None
        self.opening, self.problem, self.problem_at = False, "", ""
        return show_conversation(opened)

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str, order_id: str) -> None:
        """Show the conversations of this customer now."""
        if customer_id != self._customer_id:
            self.opening, self.problem = False, ""
        self._customer_id, self._order_id = customer_id, order_id
        self.may_read, self.may_open = (
            person.actor.can(right) for right in (Permission.CASES_READ, Permission.CASES_WRITE)
        )
        if not self.may_read:
            self.rows = []
            return
        page = await console().ask(
            conversations, actor=person.actor, view="all", customer_id=UUID(customer_id), sort="newest", limit=_MOST
        )
        self.rows = inbox_rows(page.items, reader, me=person.actor.id)
