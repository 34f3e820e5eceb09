"""The action that is being prepared beside the order. The address says which; what was typed is never assigned."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace import reading
from console.workspace.actions import doing
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, GoodsRow, label_of, read_form
from console.workspace.actions.messages import message_lines
from console.workspace.actions.panel import Panel, for_preview, unsaid
from console.workspace.actions.preview_present import marked, preview_rows
from console.workspace.actions.preview_rows import PreviewRows
from console.workspace.actions.refusals import Refused, not_said, refused_as
from console.workspace.actions.registry import PANELS
from domain.approvals.act import Acted
from domain.kernel.errors import DomainError, IdentityNeeded, NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Heading:
    """What the panel is headed with; `key` is another for every panel of every order. `danger` colours the button."""

    key: str = ""
    action: str = ""
    opener: str = ""
    title: str = ""
    danger: bool = False


class ActionState(rx.State):
    """`answered` is the ticket of the input that the preview belongs to. `stage`: "" until there is a preview, then
    ready, review (it changed since it was shown), identity (who the customer is has to be checked first) or refused;
    `button` names the result."""

    heading: Heading = Heading()
    form: list[Field] = []
    preview: PreviewRows = PreviewRows()
    answered: int = 0
    stage: str = ""
    button: str = ""
    refused: Refused = Refused()
    found: list[GoodsRow] = []
    close_to: str = ""
    _panel: str = ""
    _subject: str = ""
    _order_id: str = ""
    _text: str = ""
    _digest: str = ""

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
        if not self._panel:
            return None
        if self.stage != "ready" or text != self._text:
            self._text = text
            await self._look(signed_in())
            self.answered = ticket
            return None
        try:
            return await self._do(signed_in(), note)
        finally:
            self.answered = ticket

    @screen_event(Permission.CATALOGUE_READ, supersedes=True)
    async def find(self, text: str) -> Any:
        """Products to add, by name or SKU."""
        if self._panel:
            person, reader = signed_in(), await self._reader(signed_in())
            self.found = await doing.goods(person, reader, text, (await self._case(person)).order.currency)

    async def _turn_to(
        self, person: SignedIn, order_id: UUID | None, *, action: str, subject: str, close_to: str
    ) -> None:
        """Open the panel that the address names, or close the one that is open."""
        panel = PANELS.get(action) if order_id else None
        if panel is None or not person.actor.can(panel.right):
            self._close()
            return
        if (self._panel, self._subject, self._order_id) != (action, subject, str(order_id)):
            self._close()
        self._panel, self._subject, self._order_id, self.close_to = action, subject, str(order_id), close_to
        await self._fill(person)
        if self._text:  # the page was loaded anew, perhaps to be read in another language
            await self._look(person)

    async def _order_changed(self, person: SignedIn) -> None:
        """Somebody changed the order, or this person another part of it: fill and look again, marking what moved."""
        if not self._panel:
            return
        shown = self.preview
        await self._fill(person)
        if self._text:
            await self._look(person)
        if shown.known:
            self._compare(shown)

    async def _fill(self, person: SignedIn) -> None:
        panel = PANELS[self._panel]
        try:
            case = await self._case(person)
            self.form = panel.form(case)
        except NotFound as refusal:
            self.form, self.refused, self.stage = [], refused_as(refusal, "", await self._spoken()), "refused"
            return
        self.heading = Heading(
            key=f"{self._order_id}:{self._panel}:{self._subject}",
            action=self._panel,
            opener=f"{self._panel}:{self._subject}",
            title=panel.title(case),
            danger=panel.danger,
        )
        self.button = self.button or panel.name(case.reader)

    async def _look(self, person: SignedIn) -> None:
        """The preview of what is typed; where it is refused the last one stays, greyed."""
        panel, case = PANELS[self._panel], await self._case(person)
        typed = read_form(self._text)
        try:
            args = panel.args(case, typed)
            foreseen = await doing.preview(person, self._panel, for_preview(panel, args))
        except DomainError as refusal:
            await self._refuse(panel, case, typed, refusal)
            return
        self._show(panel, case, foreseen)

    async def _do(self, person: SignedIn, note: str) -> Any:
        panel, case = PANELS[self._panel], await self._case(person)
        typed = read_form(self._text)
        try:
            args = panel.args(case, typed)
            if missing := unsaid(panel, args):
                await self._refuse(panel, case, typed, not_said(missing))
                return None
            done = await doing.perform(
                person, case.order.customer_id, self._panel, args, digest=self._digest, note=note
            )
        except DomainError as refusal:
            if refusal.code in ("preview_changed", "stale_version"):
                shown = self.preview
                await self._fill(person)
                await self._look(person)
                self._compare(shown)
            else:
                await self._refuse(panel, case, typed, refusal)
            return None
        return await self._finish(done, panel, case)

    async def _finish(self, done: Acted, panel: Panel, case: Case) -> Any:
        """Leave the panel; what happened stands on the timeline."""
        to = panel.after(case, done) or self.close_to
        self._close()
        return rx.redirect(to, replace=True)

    def _show(self, panel: Panel, case: Case, foreseen: doing.Foreseen) -> None:
        acted, messages = foreseen.acted, message_lines(foreseen.messages, case.reader)
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

    async def _refuse(self, panel: Panel, case: Case, typed: dict[str, str], refusal: DomainError) -> None:
        at = panel.input_of(case, typed, refusal.field or "")
        self.refused = refused_as(refusal, at, await self._spoken(), label=label_of(self.form, at))
        self.stage = "refused"

    def _close(self) -> None:
        self.heading, self.form, self.preview, self.found = Heading(), [], PreviewRows(), []
        self.answered, self.stage, self.button, self.refused = 0, "", "", Refused()
        self._panel, self._subject, self._order_id, self._text, self._digest = "", "", "", "", ""

    async def _case(self, person: SignedIn) -> Case:
        panel = PANELS[self._panel]
        reader = await self._reader(person)
        return await doing.case(person, reader, UUID(self._order_id), self._subject, panel.reads)

    async def _reader(self, person: SignedIn) -> Any:
        return reading.reader_for(person, await self._spoken())

    async def _spoken(self) -> str:
        return (await self.get_state(Desk))._spoken()
