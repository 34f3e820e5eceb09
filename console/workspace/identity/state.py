"""The panel in which somebody makes sure of the customer."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace.identity import doing
from console.workspace.identity.present import checked_before, failure, plain_lines, ways
from console.workspace.identity.rows import WayRow
from console.workspace.reading import reader_for
from domain.identity.checks import CheckOutcome
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission


class IdentityState(rx.State):
    """`customer_id`: whose panel is open, "" when none is. `sent_to`: where the code went that is waited for.
    `colleague`: who else made sure of them a moment ago, "" when nobody did.
    """

    customer_id: str = ""
    ways: list[WayRow] = []
    colleague: str = ""
    sent_to: str = ""
    problem: str = ""
    may_show: bool = False
    shown: list[str] = []
    _check_id: str = ""

    @screen_event(Permission.CUSTOMERS_READ)
    async def toggle(self, customer_id: str) -> Any:
        """Open the panel of the customer, or close it."""
        was = self.customer_id
        self._clear()
        if was == customer_id:
            return
        person = signed_in()
        status = await doing.status_of(person, parse_id(customer_id, field="customer"))
        desk = await self.get_state(Desk)
        self.ways = ways(status.contacts)
        self.colleague = checked_before(status.colleague, reader_for(person, desk._spoken()))
        self.may_show = person.actor.can(Permission.APPROVALS_DECIDE)
        self.customer_id = customer_id

    @screen_event(Permission.MESSAGES_SEND)
    async def send(self, contact_id: str) -> Any:
        """Send a code to one of the contacts."""
        try:
            check_id = await doing.send_code(signed_in(), self._of(), parse_id(contact_id, field="contact"))
        except DomainError as refusal:
            await self._refused(refusal)
            return
        self._check_id = str(check_id)
        self.sent_to = next((way.label for way in self.ways if way.id == contact_id), "…")
        self.problem = ""

    @screen_event(Permission.CUSTOMERS_READ)
    async def elsewhere(self) -> Any:
        """Back to where a code can be sent."""
        self.sent_to, self.problem, self._check_id = "", "", ""

    @screen_event(Permission.CUSTOMERS_READ)
    async def answer(self, form: dict[str, str]) -> Any:
        """The code that the customer read out."""
        try:
            check_id = parse_id(self._check_id, field="check")
            outcome = await doing.hear_code(signed_in(), self._of(), check_id, form.get("code", ""))
        except DomainError as refusal:
            await self._refused(refusal)
            return
        await self._heard(outcome)

    @screen_event(Permission.CUSTOMERS_READ)
    async def tell_facts(self, form: dict[str, str]) -> Any:
        """What the customer said of themselves."""
        try:
            outcome = await doing.hear_facts(signed_in(), self._of(), form)
        except DomainError as refusal:
            await self._refused(refusal)
            return
        await self._heard(outcome)

    @screen_event(Permission.APPROVALS_DECIDE)
    async def show(self, form: dict[str, str]) -> Any:
        """Show the contacts without a check, for a reason."""
        try:
            shown = await doing.show_plainly(signed_in(), self._of(), form.get("reason", ""))
        except DomainError as refusal:
            await self._refused(refusal)
            return
        self.shown, self.problem = plain_lines(shown), ""

    async def _heard(self, outcome: CheckOutcome) -> None:
        if outcome.passed:
            self._clear()
            return
        desk = await self.get_state(Desk)
        self.problem = failure(outcome, reader_for(signed_in(), desk._spoken()))
        if not outcome.attempts_left:
            self.sent_to, self._check_id = "", ""

    async def _refused(self, refusal: DomainError) -> None:
        self.problem = refusal.sentence((await self.get_state(Desk))._spoken())

    def _clear(self) -> None:
        self.customer_id, self.ways, self.sent_to, self.problem, self._check_id = "", [], "", "", ""
        self.may_show, self.shown, self.colleague = False, [], ""

    def _of(self) -> UUID:
        return parse_id(self.customer_id, field="customer")
