"""What is offered to the person at the screen; accepted, it is opened."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.workspace.offers.present import offer_lines
from console.workspace.offers.rows import OfferLine
from domain.assignment.answer_offer import accept_offer, decline_offer
from domain.assignment.queries import own_offers
from domain.cases.queries import case
from domain.conversations.queries import conversation_of_case
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.queues.queries import queue_labels
from domain.staff.sessions import SignedIn


class OffersState(rx.State):
    """The offers of this moment, what ends first first."""

    rows: list[OfferLine] = []

    @screen_event(Permission.CASES_WRITE)
    async def accept(self, offer_id: str) -> Any:
        """Take the case and open it."""
        person = signed_in()
        try:
            taken = await console().perform(accept_offer, person.actor, offer_id=parse_id(offer_id, field="offer"))
        except DomainError:
            await self._renew(person)
            raise
        await self._renew(person)
        return rx.redirect(await _place_of(person, taken))

    @screen_event(Permission.CASES_WRITE)
    async def decline(self, offer_id: str) -> Any:
        """Leave it to somebody else."""
        person = signed_in()
        await console().perform(decline_offer, person.actor, offer_id=parse_id(offer_id, field="offer"))
        await self._renew(person)

    @screen_event(Permission.CASES_WRITE)
    async def over(self) -> Any:
        """The time of one is over: it goes from the screen."""
        await self._renew(signed_in())

    async def _renew(self, person: SignedIn) -> None:
        """Show what is offered now. An open screen hears only of what changed."""
        found = await console().ask(own_offers, person.actor)
        ids = [str(row.id) for row in found]
        if ids == [row.id for row in self.rows]:
            return
        reader = await reader_of(self, person)
        labels = {
            row.name: row.label.in_language(reader.language) for row in await console().ask(queue_labels, person.actor)
        }
        self.rows = offer_lines(found, reader, now=console().application.clock.now(), labels=labels)


async def _place_of(person: SignedIn, case_id: UUID) -> str:
    """Where a case is worked on: its conversation, or its customer where nothing was said yet."""
    talk = await console().ask(conversation_of_case, person.actor, case_id=case_id)
    if talk is not None:
        return f"/?conversation={talk}"
    row = await console().ask(case, person.actor, case_id=case_id)
    return f"/?customer={row.customer_id}" if row.customer_id else "/"
