"""The quotes of the open customer that can still be ordered."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console import live
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.figures import Reader
from console.workspace.quotes.present import quote_rows
from console.workspace.quotes.rows import QuoteRow
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.quotes.queries import quotes
from domain.quotes.withdraw_quote import withdraw_quote
from domain.staff.sessions import SignedIn

_MOST: Final = 20


class QuotesState(rx.State):
    """`rows`: the newest first."""

    rows: list[QuoteRow] = []
    _customer_id: str = ""

    @screen_event(Permission.ORDERS_WRITE)
    async def withdraw(self, quote_id: str) -> Any:
        """Take a quote back; what happened stands on the timeline."""
        owner, wanted = parse_id(self._customer_id, field="customer"), parse_id(quote_id, field="quote_id")
        await console().perform(withdraw_quote, actor=signed_in().actor, quote_id=wanted)
        live.hub().changed(owner)

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str) -> None:
        """Show what is offered to this customer now."""
        self._customer_id = customer_id
        owner = parse_id(customer_id, field="customer")
        page = await console().ask(quotes, actor=person.actor, customer_id=owner, open_only=True, limit=_MOST)
        self.rows = quote_rows(page.items, reader, customer=customer_id)
