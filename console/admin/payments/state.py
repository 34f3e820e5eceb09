"""The payments that wait, and the one that is looked at."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console import live
from console.admin.payments.present import payment_lines
from console.admin.payments.rows import PaymentLine
from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.approvals.act import act
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.payments.waiting import waiting_payments
from domain.staff.sessions import SignedIn


class PaymentsState(rx.State):
    """`panel`: nobody, payment or gone. `chosen` is the payment in the pane on the right; `may_act`: this person may
    see to it, not only look.
    """

    panel: str = "nobody"
    rows: list[PaymentLine] = []
    chosen: PaymentLine = PaymentLine()
    may_act: bool = False
    wrong: str = ""
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.REFUNDS_WRITE)
    async def ask_again(self) -> Any:
        """Ask the gateway once more for the chosen payment."""
        await self._act("retry_payment")
        desk = await self.get_state(Desk)
        desk._tell(
            "green", translate("The gateway is asked again: {amount}.", desk._spoken(), amount=self.chosen.amount)
        )
        await self._settle()

    @screen_event(Permission.REFUNDS_WRITE)
    async def drop(self, form: dict[str, str]) -> Any:
        """Give the chosen payment up, for the reason of the form."""
        desk, reason = await self.get_state(Desk), form.get("reason", "").strip()
        if not reason:
            self.wrong = translate("Say why.", desk._spoken())
            return
        try:
            await self._act("drop_payment", reason=reason)
        except DomainError as refusal:
            self.wrong = refusal.sentence(desk._spoken())
            return
        desk._tell("green", translate("Given up: {amount}.", desk._spoken(), amount=self.chosen.amount))
        await self._settle()

    @screen_event(Permission.OPERATIONS_READ)
    async def again(self) -> Any:
        """Read the list anew."""
        await self._show(signed_in(), wanted=self.chosen.id)

    async def _show(self, person: SignedIn, *, wanted: str) -> None:
        """The list as it is now, and the payment that the address names."""
        self.may_act = person.actor.can(Permission.REFUNDS_WRITE)
        if wanted != self.chosen.id:
            self.wrong = ""
        await self._read(person)
        self.chosen = next((row for row in self.rows if row.id == wanted), PaymentLine())
        self.panel = "payment" if self.chosen.id else "gone" if wanted else "nobody"

    async def _act(self, action: str, **more: str) -> None:
        args = {"order": self.chosen.order_id, "payment": self.chosen.id, **more}
        await console().perform(act, signed_in().actor, action=action, args=args)
        live.hub().changed(UUID(self.chosen.customer_id))

    async def _settle(self) -> None:
        """What was seen to does not wait any more."""
        self.wrong = ""
        await self._show(signed_in(), wanted=self.chosen.id)
        if self.panel == "gone":
            self.panel = "nobody"

    async def _read(self, person: SignedIn) -> None:
        try:
            payments = await console().ask(waiting_payments, person.actor)
        except Exception:
            self.failed = True
            raise
        self.rows = payment_lines(payments, await reader_of(self, person))
        self.ready, self.failed = True, False
