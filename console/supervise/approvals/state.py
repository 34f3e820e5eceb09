"""What waits for a word, what was decided, and the one that is open."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.supervise.approvals.present import approval_card, approval_lines
from console.supervise.approvals.rows import ApprovalCard, ApprovalLine
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.approvals.grant import grant_approval
from domain.approvals.queries import DECIDED, ApprovalRow, approval, approvals
from domain.approvals.refuse import refuse_approval
from domain.approvals.withdraw import withdraw_approval
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.ids import parse_id
from domain.kernel.page import MOST_ROWS
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

PAGE: Final = 50


class ApprovalsState(rx.State):
    """`panel`: nobody, one or missing. `listed`: "pending" or "decided". `wrong` stands at the reason of a refusal."""

    panel: str = "nobody"
    listed: str = "pending"
    rows: list[ApprovalLine] = []
    chosen: ApprovalCard = ApprovalCard()
    cursor: str = ""
    wrong: str = ""
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.APPROVALS_DECIDE)
    async def grant(self) -> Any:
        """Agree to the open request: it is done now, or goes back where its result has changed."""
        person, desk, card = signed_in(), await self.get_state(Desk), self.chosen
        granted = await console().perform(grant_approval, person.actor, approval_id=_id(card))
        if granted.status == "granted":
            desk._tell("green", translate("Done: {what}.", desk._spoken(), what=card.grant))
        else:
            text = translate("The result has changed. It went back to {name}.", desk._spoken(), name=card.line.who)
            desk._tell("amber", text)
        await self._show(person, wanted=card.id)

    @screen_event(Permission.APPROVALS_DECIDE)
    async def refuse(self, form: dict[str, str]) -> Any:
        """Refuse the open request with the reason of the form."""
        person, desk, card = signed_in(), await self.get_state(Desk), self.chosen
        try:
            await console().perform(refuse_approval, person.actor, approval_id=_id(card), reason=form.get("reason", ""))
        except DomainError as refusal:
            if refusal.field != "reason":
                raise
            self.wrong = refusal.sentence(desk._spoken())
            return
        desk._tell("green", translate("Refused. {name} is told.", desk._spoken(), name=card.line.who))
        await self._show(person, wanted=card.id)

    @screen_event(Permission.APPROVALS_DECIDE)
    async def withdraw(self) -> Any:
        """Take one's own request back."""
        person, card = signed_in(), self.chosen
        await console().perform(withdraw_approval, person.actor, approval_id=_id(card))
        await self._show(person, wanted=card.id)

    @screen_event(Permission.APPROVALS_DECIDE)
    async def more(self) -> Any:
        """Read the page after the last row."""
        person = signed_in()
        page = await console().ask(approvals, person.actor, status=self.listed, cursor=self.cursor or None, limit=PAGE)
        self.rows = [*self.rows, *approval_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.APPROVALS_DECIDE)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _show(self, person: SignedIn, *, wanted: str, listed: str = "") -> None:
        """The list that the address names, and the request in it."""
        if listed and listed != self.listed:
            self.listed, self.rows, self.ready = listed, [], False
        if wanted != self.chosen.id:
            self.wrong = ""
        found = await self._find(person, wanted)
        self.chosen = approval_card(found, await reader_of(self, person)) if found else ApprovalCard()
        self.panel = "one" if found else "missing" if wanted else "nobody"
        await self._read(person)

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Show what came and what was decided elsewhere. For the live channel, under the state's lock."""
        await self._show(person, wanted=self.chosen.id)

    async def _find(self, person: SignedIn, wanted: str) -> ApprovalRow | None:
        try:
            return await console().ask(approval, person.actor, approval_id=UUID(wanted))
        except (ValueError, NotFound):
            return None

    async def _read(self, person: SignedIn) -> None:
        """The list as it is now, as long as it was."""
        limit = min(MOST_ROWS, max(PAGE, len(self.rows)))
        try:
            page = await console().ask(approvals, person.actor, status=self.listed, limit=limit)
        except Exception:
            self.failed = True
            raise
        self.rows = approval_lines(page.items, await reader_of(self, person))
        self.cursor = page.next_cursor or ""
        self.ready, self.failed = True, False


def list_named(name: str) -> str:
    """Which list an address names: what was decided, or what waits."""
    return DECIDED if name == DECIDED else "pending"


def _id(card: ApprovalCard) -> UUID:
    return parse_id(card.id, field="approval")
