"""The action that is being prepared, on an order or for a customer. The address says which; what was typed is never
assigned.
"""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace import reading
from console.workspace.actions import doing
from console.workspace.actions.case import AnyCase
from console.workspace.actions.form import Field, GoodsRow, Typed, label_of, read_form
from console.workspace.actions.heading import Heading, heading_of
from console.workspace.actions.impossible import opening_form
from console.workspace.actions.messages import message_rows
from console.workspace.actions.panel import ActionPanel, for_preview, told_of, unsaid
from console.workspace.actions.preview_present import marked, preview_rows
from console.workspace.actions.preview_rows import PreviewRows
from console.workspace.actions.refusals import Refused, not_said, refused_as
from console.workspace.actions.registry import CUSTOMER_PANELS, panel_at
from domain.kernel.errors import DomainError, IdentityNeeded, NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class ActionState(rx.State):
    """`answered` is the ticket of the input that the preview belongs to. `stage`: "" until there is a preview, then
    ready, review (it changed since it was shown), identity (who the customer is has to be checked first) or refused;
    impossible where the order leaves no room for it. `button` names the result, `quote` that of making a quote
    instead. `found` are goods for what was `sought`."""

    heading: Heading = Heading()
    form: list[Field] = []
    preview: PreviewRows = PreviewRows()
    answered: int = 0
    stage: str = ""
    button: str = ""
    quote: str = ""
    refused: Refused = Refused()
    sought: str = ""
    found: list[GoodsRow] = []
    close_to: str = ""
    _panel: str = ""
    _subject: str = ""
    _about: UUID | None = None
    _text: str = ""
    _digest: str = ""
    _given: tuple[str, UUID | None, dict[str, str]] = ("", None, {})

    @screen_event(Permission.ORDERS_READ, supersedes=True, text=20_000)
    async def changed(self, ticket: int, text: str) -> Any:
        """Show what the action would come to with these inputs. Of several at once only the last is answered."""
        if not self._panel:
            return
        self._text = text
        await self._look(signed_in())
        self.answered = ticket

    @screen_event(Permission.ORDERS_READ, text=20_000, note=500)
    async def commit(self, ticket: int, text: str, note: str) -> Any:
        """Do what is shown. What is not shown yet, or is to be looked at again, is shown first and nothing is done."""
        try:
            return await self._do(signed_in(), note) if await self._is_shown(text) else None
        finally:
            self.answered = ticket

    @screen_event(Permission.ORDERS_WRITE, text=20_000)
    async def make_quote(self, ticket: int, text: str) -> Any:
        """Keep the new order that is shown as a quote, under the same conditions."""
        try:
            ready = await self._is_shown(text)
            return await self._do(signed_in(), None) if ready and self.quote else None
        finally:
            self.answered = ticket

    @screen_event(Permission.CATALOGUE_READ, supersedes=True)
    async def find(self, text: str) -> Any:
        """Products to add, by name or SKU."""
        if self._panel:
            person, reader = signed_in(), await self._reader(signed_in())
            self.found = await doing.goods(person, reader, text, (await self._case(person)).currency)
            self.sought = text

    async def _turn_to(
        self,
        person: SignedIn,
        customer_id: UUID | None,
        order_id: UUID | None,
        *,
        action: str,
        subject: str,
        close_to: str,
    ) -> None:
        """Open the panel that the address names, or close the one that is open."""
        about = customer_id if action in CUSTOMER_PANELS else order_id
        panel = panel_at(action)
        if panel is None or about is None or not person.actor.can(panel.right):
            self._close()
            return
        if (self._panel, self._subject, self._about) != (action, subject, about):
            self._close()
        self._given = self._given if self._given[:2] == (action, about) else ("", None, {})
        self._panel, self._subject, self._about, self.close_to = action, subject, about, close_to
        await self._fill(person)
        if self._text:  # the page was loaded anew, perhaps to be read in another language
            await self._look(person)

    def _give(self, action: str, order_id: UUID, values: Mapping[str, str]) -> None:
        self._given = (action, order_id, dict(values))  # with these its inputs begin when it is opened

    async def _order_changed(self, person: SignedIn) -> None:
        """Somebody changed the order, or this person another part of it: fill and look again, marking what moved."""
        if not self._panel:
            return
        shown, promised = self.preview, self.stage != "identity"  # before that, not all of it was shown
        await self._fill(person)
        if self._text:
            await self._look(person)
        if shown.known and promised:
            self._compare(shown)

    async def _is_shown(self, text: str) -> bool:
        """Whether what is typed is what was looked at last and may be done; else it is looked at now."""
        if not self._panel:
            return False
        if self.stage == "ready" and text == self._text:
            return True
        self._text = text
        await self._look(signed_in())
        return False

    async def _fill(self, person: SignedIn) -> None:
        panel = self._opened()
        try:
            case = await self._case(person)
            given = self._given[2] if self._given[:2] == (self._panel, self._about) else {}
            self.form, possible = opening_form(panel, case, given, person.actor)
        except NotFound as refusal:
            self.form, self.refused, self.stage = [], refused_as(refusal, "", await self._spoken()), "refused"
            return
        named = {"name": self._panel, "about": str(self._about), "subject": self._subject}
        self.heading = heading_of(panel, case, possible=possible, **named)
        if not possible or self.stage == "impossible":
            self.stage, self.refused = "" if possible else "impossible", Refused()
        self.button = self.button or panel.name(case.reader)

    async def _look(self, person: SignedIn) -> None:
        """The preview of what is typed; where it is refused the last one stays, greyed."""
        if self.stage == "impossible":
            return
        panel, case = self._opened(), await self._case(person)
        typed = read_form(self._text)
        try:
            args = panel.args(case, typed)
            self.quote = panel.quote(case, args)
            foreseen = await doing.preview(person, panel.action, for_preview(panel, args))
        except DomainError as refusal:
            await self._refuse(panel, case, typed, refusal)
            return
        self._show(panel, case, foreseen)

    async def _do(self, person: SignedIn, note: str | None) -> Any:
        """The action with a `note` for who may have to decide; without one, the quote."""
        panel, case = self._opened(), await self._case(person)
        typed = read_form(self._text)
        try:
            args = panel.args(case, typed)
            if missing := unsaid(panel, args):
                await self._refuse(panel, case, typed, not_said(missing))
                return None
            to = await self._perform(person, panel, case, typed, args, note)
        except DomainError as refusal:
            if refusal.code in ("preview_changed", "stale_version"):
                shown = self.preview
                await self._fill(person)
                await self._look(person)
                self._compare(shown)
            else:
                await self._refuse(panel, case, typed, refusal)
            return None
        self._close()
        return rx.redirect(to, replace=True)  # what happened stands on the timeline

    async def _perform(
        self,
        person: SignedIn,
        panel: ActionPanel[Any],
        case: AnyCase,
        typed: Typed,
        args: dict[str, Any],
        note: str | None,
    ) -> str:
        """Do it, and tell where to go then."""
        digest = self._digest
        if note is None:
            days = panel.valid_days(typed)
            await doing.make_quote(person, case.customer_id, args, digest=digest, valid_days=days)
            (await self.get_state(Desk))._tell("green", case.reader.say("The quote is kept."))
            return self.close_to
        done = await doing.perform(person, case.customer_id, panel.action, args, digest=digest, note=note)
        (await self.get_state(Desk))._tell("green", told_of(panel, case, done))
        return panel.after(case, done) or self.close_to

    def _show(self, panel: ActionPanel[Any], case: AnyCase, foreseen: doing.Foreseen) -> None:
        acted, messages = foreseen.acted, message_rows(foreseen.messages, case.reader)
        self.preview = preview_rows(acted.preview, case.reader, messages=messages)
        self._digest, self.refused = acted.preview.digest, Refused()
        self.stage = "ready"
        if acted.preview.identity_needed:
            self.stage, self.refused = "identity", refused_as(IdentityNeeded.now(), "", case.reader.language)
        self.button = panel.ask(case, acted.preview) if acted.preview.needs else panel.commit(case, acted.preview)

    def _compare(self, shown: PreviewRows) -> None:
        after = marked(shown, self.preview)
        if self.stage == "ready" and after != self.preview:
            self.preview, self.stage = after, "review"

    async def _refuse(self, panel: ActionPanel[Any], case: AnyCase, typed: Typed, refusal: DomainError) -> None:
        at = panel.input_of(case, typed, refusal.field or "")
        self.refused = refused_as(refusal, at, await self._spoken(), label=label_of(self.form, at))
        self.stage = "refused"

    def _close(self) -> None:
        self.heading, self.form, self.preview, self.found, self.sought = Heading(), [], PreviewRows(), [], ""
        self.answered, self.stage, self.button, self.quote, self.refused = 0, "", "", "", Refused()
        self._panel, self._subject, self._about, self._text, self._digest = "", "", None, "", ""

    async def _case(self, person: SignedIn) -> AnyCase:
        reader, about, reads = await self._reader(person), self._about, self._opened().reads
        if about is None:
            raise LookupError("no panel is open")
        read = doing.customer_case if self._panel in CUSTOMER_PANELS else doing.case
        return await read(person, reader, about, self._subject, reads)

    def _opened(self) -> ActionPanel[Any]:
        if (panel := panel_at(self._panel)) is None:
            raise LookupError("no panel is open")
        return panel

    async def _reader(self, person: SignedIn) -> Any:
        return reading.reader_for(person, await self._spoken())

    async def _spoken(self) -> str:
        return (await self.get_state(Desk))._spoken()
