"""Why the lines of the open order come from where they come from, and what if they went elsewhere or later."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.workspace.reading import reader_for
from console.workspace.sourcing.present import explanation, what_if
from console.workspace.sourcing.rows import Explanation, WhatIf
from domain.kernel.address import Address
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.sourcing.what_if import sourcing_what_if
from domain.staff.sessions import SignedIn
from rules_engine.decisions.sourcing_why import sourcing_why


class SourcingState(rx.State):
    """`line` is the id of the line that is explained, `known` whether anything was kept about it. `asked` is what a
    question about another address, service or day was answered, `problem` what is wrong with it.
    """

    line: str = ""
    known: bool = False
    told: Explanation = Explanation()
    may_ask: bool = False
    asked: WhatIf = WhatIf()
    problem: str = ""
    _order_id: str = ""
    _language: str = ""
    _titles: dict[str, str] = {}

    @screen_event(Permission.ORDERS_READ)
    async def explain(self, line_id: str) -> Any:
        """Say why this line of the open order comes from there, or put the answer away."""
        wanted = str(parse_id(line_id, field="line_id"))
        self.asked, self.problem = WhatIf(), ""
        if self.line == wanted:
            self.line = ""
            return
        self.line = wanted
        person, desk = signed_in(), await self.get_state(Desk)
        await self._explain(person, reader_for(person, desk._spoken()))

    @screen_event(Permission.STOCK_READ)
    async def ask(self, form: dict[str, str]) -> Any:
        """Tell where the order would come from otherwise; nothing is changed."""
        person, desk = signed_in(), await self.get_state(Desk)
        reader = reader_for(person, desk._spoken())
        self.asked, self.problem = WhatIf(), ""
        try:
            quote = await console().ask(
                sourcing_what_if,
                actor=person.actor,
                order=parse_id(self._order_id, field="order"),
                address=_address(form),
                service=str(form.get("service", "standard"))[:20],
                at=_from(form, reader),
            )
        except DomainError as refusal:
            self.problem = refusal.sentence(desk._spoken())
            return
        self.asked = what_if(quote, self._titles, reader)

    async def _explain(self, person: SignedIn, reader: Reader) -> None:
        lines = await console().ask(sourcing_why, actor=person.actor, order=parse_id(self._order_id, field="order"))
        found = next((each for each in lines if str(each.line.line_id) == self.line), None)
        self.known = found is not None
        self.told = explanation(found, reader) if found is not None else Explanation()

    async def _follow(self, person: SignedIn, reader: Reader, order_id: str, titles: dict[str, str]) -> None:
        """The open order is this one now, and may have changed."""
        if order_id != self._order_id:
            self._order_id, self.line, self.problem, self.asked = order_id, "", "", WhatIf()
        if reader.language != self._language:
            self._language, self.asked, self.problem = reader.language, WhatIf(), ""
        self._titles = titles
        self.may_ask = person.actor.can(Permission.STOCK_READ)
        if self.line:
            await self._explain(person, reader)


def _address(form: dict[str, str]) -> Address | None:
    """Somewhere else, as far as sourcing minds it; None: where the order goes."""
    country = str(form.get("country", "")).strip()
    if not country:
        return None
    code = clean_text(form.get("postal_code", ""), field="postal_code", most=20, required=False)
    return Address.parse({"line1": "—", "city": "—", "postal_code": code, "country": country})


def _from(form: dict[str, str], reader: Reader) -> datetime | None:
    """The morning of a day, for the reader; today is now."""
    said = str(form.get("day", "")).strip()
    if not said:
        return None
    try:
        day = datetime.combine(datetime.fromisoformat(said[:10]).date(), time(8), ZoneInfo(str(reader.zone)))
    except ValueError:
        raise Invalid(
            field="day",
            code="not_a_day",
            en="“day” is not a day of the calendar.",
            fr="« day » n’est pas un jour du calendrier.",
        ) from None
    return None if day.date() == reader.now.astimezone(reader.zone).date() else day.astimezone(UTC)
