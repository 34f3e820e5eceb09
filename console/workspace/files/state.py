"""The files beside the open customer, and whether this person watches them."""

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
    """`watched`: by this person; `watched_by` names everybody who watches."""

    rows: list[FileRow] = []
    watched: bool = False
    watched_by: str = ""
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
        use_case = unwatch if self.watched else watch
        await console().perform(use_case, actor=signed_in().actor, subject_kind="customer", subject_id=self._owner())
        live.hub().changed(self._owner())

    def _owner(self) -> UUID:
        return parse_id(self._customer_id, field="customer")

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str) -> None:
        """Show what is beside this customer now."""
        self._customer_id = customer_id
        owner = self._owner()
        files = await console().ask(documents, actor=person.actor, customer_id=owner)
        people = await console().ask(watchers, actor=person.actor, subject_kind="customer", subject_id=owner)
        self.rows = file_rows(files, reader)
        self.watched = any(each.staff_id == person.actor.id for each in people)
        self.watched_by = ", ".join(each.name for each in people)
