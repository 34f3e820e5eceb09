"""The customer's header, and what is changed in it: tags and pinned notes."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.figures import Reader
from console.workspace import reading, writing
from console.workspace.customer.present import score
from console.workspace.customer.rows import CustomerRecord, FactRow, Score
from console.workspace.identity.countdown import count_down
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from domain.surveys.queries import satisfaction_of


class CustomerState(rx.State):
    """`viewers` are the other people who have this customer open: initials and a sentence. The rights are those of the
    reader over the record as it stands: nothing can be done with one that is erased.
    """

    record: CustomerRecord = CustomerRecord()
    viewers: list[FactRow] = []
    score: Score = Score()
    may_order: bool = False
    may_merge: bool = False
    may_export: bool = False
    may_erase: bool = False

    @screen_event(Permission.NOTES_WRITE)
    async def add_tag(self, form: dict[str, str]) -> Any:
        """Put the tag in `form["tag"]` on the customer."""
        tag = form.get("tag", "").strip()
        if tag:
            await writing.tag(signed_in(), self._customer_id(), tag)

    @screen_event(Permission.NOTES_WRITE)
    async def remove_tag(self, tag: str) -> Any:
        """Take `tag` off the customer."""
        await writing.untag(signed_in(), self._customer_id(), tag)

    @screen_event(Permission.NOTES_WRITE)
    async def unpin(self, note_id: str) -> Any:
        """Unpin a note; it stays on the timeline."""
        await writing.unpin(signed_in(), self._customer_id(), parse_id(note_id, field="note_id"))

    def _customer_id(self) -> UUID:
        return parse_id(self.record.id, field="customer")

    def _present(self, overview: reading.Overview) -> None:
        self.record = overview.record
        actor, whole = signed_in().actor, not overview.record.erased
        self.may_order = whole and actor.can(Permission.ORDERS_WRITE)
        self.may_merge = whole and actor.can(Permission.CUSTOMERS_MERGE)
        self.may_export = whole and actor.can(Permission.CUSTOMERS_EXPORT)
        self.may_erase = whole and actor.can(Permission.CUSTOMERS_ERASE)
        count_down(self._customer_id(), overview.identity_until, datetime.now(UTC))

    async def _read_score(self, person: SignedIn, reader: Reader) -> None:
        """What the customer thought of the last contacts."""
        found = await console().ask(satisfaction_of, actor=person.actor, customer_id=self._customer_id())
        shown = score(found, reader)
        if shown != self.score:
            self.score = shown

    async def _see_viewers(self, person: SignedIn) -> None:
        self.viewers = await reading.viewers(person, self.record.id) if self.record.id else []
