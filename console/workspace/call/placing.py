"""To call a customer: about which case, or why."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace.call.present import cases_to_call_about
from console.workspace.call.rows import Choice
from console.workspace.call.state import CallState
from console.workspace.conversation.state import ConversationState
from domain.cases.queries import cases
from domain.conversations.place_call import place_call
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission


class PlaceCallState(rx.State):
    """`customer` is who would be called, "" while nobody is, on their number at `position`, which the page shows as
    `number`; `about` are their cases, the open one first, and something new.
    """

    customer: str = ""
    position: int = 0
    number: str = ""
    about: list[Choice] = []
    chosen: str = ""
    problem: str = ""

    @screen_event(Permission.CASES_WRITE)
    async def prepare(self, customer: str, position: int, number: str) -> Any:
        """Ask why this customer is called, on which of their numbers."""
        person, wanted = signed_in(), parse_id(customer, field="customer")
        found = await console().ask(cases, person.actor, customer_id=wanted)
        open_case = (await self.get_state(ConversationState)).head.case_id
        self.about = cases_to_call_about(found.items, open_case, await reader_of(self, person))
        self.customer, self.position, self.number = str(wanted), position, number
        self.chosen, self.problem = self.about[0].value, ""

    @screen_event(Permission.CASES_WRITE)
    async def choose(self, case_id: str) -> Any:
        """About this case, or "" for something new, which needs a reason."""
        self.chosen = case_id

    @screen_event(Permission.CASES_WRITE)
    async def place(self, form: dict[str, str]) -> Any:
        """Ring me, then the customer; what is wrong with it is said beside the form."""
        person, chosen = signed_in(), str(form.get("about", ""))
        try:
            await console().perform(
                place_call,
                person.actor,
                customer_id=parse_id(self.customer, field="customer"),
                position=self.position,
                case_id=parse_id(chosen, field="case_id") if chosen else None,
                reason=str(form.get("reason", "")),
            )
        except DomainError as refusal:
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            return None
        self.customer = ""
        bar = await self.get_state(CallState)
        await bar._renew(person)
        return rx.redirect(bar.mine.href) if bar.mine.href else None

    @screen_event(Permission.CASES_WRITE)
    async def leave(self) -> Any:
        """Call nobody."""
        self.customer = ""

    def _stay_with(self, customer: str) -> None:
        """Whoever turns to this customer, or to nobody, calls no other any more."""
        if self.customer and self.customer != customer:
            self.customer = ""
