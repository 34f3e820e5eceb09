"""The cases of the open customer: opened, taken, closed, and why they wait where they do."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console import live
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.workspace.cases.present import case_rows
from console.workspace.cases.rows import CaseRow
from domain.cases.change_case import change_case
from domain.cases.queries import cases
from domain.cases.route_case import route_case
from domain.conversations.hand_over import assign_conversation
from domain.conversations.open_case_by_hand import open_case_by_hand
from domain.conversations.queries import conversation_of_case
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_MOST: Final = 20


class CasesState(rx.State):
    """`rows`: the newest first. `opening`: the form is there, `problem` what is wrong with it (in `problem_at`)."""

    rows: list[CaseRow] = []
    may_read: bool = False
    may_open: bool = False
    opening: bool = False
    problem: str = ""
    problem_at: str = ""
    _customer_id: str = ""
    _order_id: str = ""

    @screen_event(Permission.CASES_WRITE)
    async def begin(self) -> Any:
        """Show the form, or put it away."""
        self.opening, self.problem, self.problem_at = not self.opening, "", ""

    @screen_event(Permission.CASES_WRITE)
    async def open_new(self, form: dict[str, str]) -> Any:
        """Open a case of the customer; about the order that is open, if that is said."""
        owner = self._owner()
        about = parse_id(self._order_id, field="order") if form.get("about_order") and self._order_id else None
        said = {name: str(form.get(name, "")) for name in ("subject", "topic", "channel")}
        person = signed_in()
        try:
            await console().perform(open_case_by_hand, person.actor, customer_id=owner, order_id=about, **said)
        except DomainError as refusal:
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            self.problem_at = refusal.field or ""
            return
        self.opening, self.problem, self.problem_at = False, "", ""
        live.hub().changed(owner)

    @screen_event(Permission.CASES_WRITE)
    async def take(self, case_id: str) -> Any:
        """It is mine from now on."""
        await self._give(case_id, signed_in().actor.id)

    @screen_event(Permission.CASES_WRITE)
    async def give_back(self, case_id: str) -> Any:
        """It waits in its queue again."""
        await self._give(case_id, None)

    @screen_event(Permission.CASES_WRITE)
    async def close(self, case_id: str) -> Any:
        """It is done."""
        await self._change(case_id, status="closed")

    @screen_event(Permission.CASES_WRITE)
    async def reopen(self, case_id: str) -> Any:
        """It is not done after all."""
        await self._change(case_id, status="open")

    @screen_event(Permission.CASES_WRITE)
    async def route(self, case_id: str) -> Any:
        """Ask the live rules where it waits; they are the ones that it goes by from now on."""
        wanted = parse_id(case_id, field="case_id")
        await console().perform(route_case, actor=signed_in().actor, case_id=wanted, live=True)
        live.hub().changed(self._owner())

    async def _give(self, case_id: str, owner_id: UUID | None) -> None:
        """Whose it is stands in its thread, where it has one."""
        actor = signed_in().actor
        talk = await console().ask(conversation_of_case, actor, case_id=parse_id(case_id, field="case_id"))
        if talk is None:
            await self._change(case_id, owner_id=owner_id)
            return
        await console().perform(assign_conversation, actor, conversation_id=talk, owner_id=owner_id)
        live.hub().changed(self._owner())

    async def _change(self, case_id: str, **change: Any) -> None:
        wanted = parse_id(case_id, field="case_id")
        await console().perform(change_case, actor=signed_in().actor, case_id=wanted, **change)
        live.hub().changed(self._owner())

    def _owner(self) -> UUID:
        return parse_id(self._customer_id, field="customer")

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str, order_id: str) -> None:
        """Show the cases of this customer now."""
        if customer_id != self._customer_id:
            self.opening, self.problem = False, ""
        self._customer_id, self._order_id = customer_id, order_id
        self.may_read, self.may_open = (
            person.actor.can(right) for right in (Permission.CASES_READ, Permission.CASES_WRITE)
        )
        if not self.may_read:
            self.rows = []
            return
        page = await console().ask(cases, actor=person.actor, customer_id=self._owner(), limit=_MOST, newest_first=True)
        self.rows = case_rows(page.items, reader, me=person.actor.id)
