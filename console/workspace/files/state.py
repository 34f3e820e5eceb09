"""The files beside the open customer and the open order, and whether this person watches these."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any
from uuid import UUID

import reflex as rx

from console import live
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.figures import Reader
from console.workspace.files.present import file_rows
from console.workspace.files.rows import FileRow
from domain.customers.watch import unwatch, watch, watchers
from domain.documents.attach import remove_attachment
from domain.documents.queries import documents
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class FilesState(rx.State):
    """`watched`: by this person; `watched_by` names everybody who watches. The same of the open order."""

    rows: list[FileRow] = []
    watched: bool = False
    watched_by: str = ""
    order_id: str = ""
    order_rows: list[FileRow] = []
    order_watched: bool = False
    order_watched_by: str = ""
    _customer_id: str = ""

    @screen_event(Permission.NOTES_WRITE)
    async def remove(self, file_id: str) -> Any:
        """Take an attachment away."""
        document_id = parse_id(file_id, field="file_id")
        await console().perform(remove_attachment, actor=signed_in().actor, document_id=document_id)
        live.hub().changed(self._owner())

    @screen_event(Permission.NOTES_WRITE)
    async def toggle_watching(self) -> Any:
        """Watch the open customer, or no longer."""
        await self._toggle("customer", self._owner(), watched=self.watched)

    @screen_event(Permission.NOTES_WRITE)
    async def toggle_watching_order(self) -> Any:
        """Watch the open order, or no longer."""
        await self._toggle("order", parse_id(self.order_id, field="order"), watched=self.order_watched)

    async def _toggle(self, kind: str, subject_id: UUID, *, watched: bool) -> None:
        use_case = unwatch if watched else watch
        await console().perform(use_case, actor=signed_in().actor, subject_kind=kind, subject_id=subject_id)
        live.hub().changed(self._owner())

    def _owner(self) -> UUID:
        return parse_id(self._customer_id, field="customer")

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str, order_id: str) -> None:
        """Show what is beside this customer, and this order of theirs if there is one, now."""
        self._customer_id, self.order_id = customer_id, order_id
        files = await console().ask(documents, actor=person.actor, customer_id=self._owner())
        self.rows = file_rows(files, reader)
        self.order_rows = [row for row in self.rows if row.order == order_id] if order_id else []
        self.watched, self.watched_by = await _who_watches(person, "customer", self._owner())
        self.order_watched, self.order_watched_by = False, ""
        if order_id:
            order = parse_id(order_id, field="order")
            self.order_watched, self.order_watched_by = await _who_watches(person, "order", order)


async def _who_watches(person: SignedIn, kind: str, subject_id: UUID) -> tuple[bool, str]:
    people = await console().ask(watchers, actor=person.actor, subject_kind=kind, subject_id=subject_id)
    return any(each.staff_id == person.actor.id for each in people), ", ".join(each.name for each in people)
