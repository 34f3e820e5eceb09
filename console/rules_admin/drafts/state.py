"""The drafts of a family, and the steps of the open one."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.drafts.present import Rights, draft_card, draft_lines
from console.rules_admin.drafts.rows import DraftCard, DraftLine
from console.rules_admin.refusals import without_place
from console.rules_admin.titles import titles_said
from console.rules_admin.typed import instant
from console.ui.desk import Desk, page_load
from console.ui.figures import Reader
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.staff.sessions import SignedIn
from rules_engine.publishing.discard_draft import discard_draft
from rules_engine.publishing.examples import ExampleResult
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.queries import drafts
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.rows import DraftRow
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft


class DraftsState(rx.State):
    """`wrong` says at the title of a new draft or at the open step what keeps it from being done."""

    lines: list[DraftLine] = []
    chosen: DraftCard = DraftCard()
    wrong: str = ""
    _family: str = ""
    _from_version: int | None = None

    @screen_event(Permission.RULES_READ)
    async def start(self, form: dict[str, str]) -> Any:
        """Begin a draft from the version on the screen, and open it."""
        reader = await self._reader()
        try:
            begun = await console().perform(
                start_draft,
                signed_in().actor,
                family=self._family,
                from_version=self._from_version,
                **titles_said(form, reader.language),
            )
        except Invalid as refusal:
            await self._refuse(refusal)
            return None
        self.wrong = ""
        return rx.redirect(f"/rules?family={self._family}&draft={begun}")

    @screen_event(Permission.RULES_READ)
    async def submit(self) -> Any:
        """Hand the open draft over for review."""
        reader = await self._reader()
        return await self._step(submit_draft, reader.say("It waits for somebody else to read it."))

    @screen_event(Permission.RULES_READ)
    async def approve(self) -> Any:
        """Say that the open draft is right."""
        reader = await self._reader()
        return await self._step(review_draft, reader.say("Approved."), approve=True)

    @screen_event(Permission.RULES_READ)
    async def send_back(self, form: dict[str, str]) -> Any:
        """Hand the open draft back to be written, with a note."""
        reader = await self._reader()
        return await self._step(review_draft, reader.say("Sent back."), approve=False, note=form.get("note", ""))

    @screen_event(Permission.RULES_READ)
    async def publish(self, form: dict[str, str]) -> Any:
        """Make the open draft the next version, at once or at the time of the form."""
        reader, text = await self._reader(), form.get("starts_at", "").strip()
        try:
            starts = parse_instant(instant(text, reader.zone)) if text else None
        except ValueError:
            self.wrong = reader.say("Choose a day and a time.")
            return None
        await self._step(publish_draft, reader.say("Published."), starts_at=starts)
        return None if self.wrong else rx.redirect(f"/rules?family={self._family}")

    @screen_event(Permission.RULES_READ)
    async def discard(self) -> Any:
        """Give the open draft up."""
        reader = await self._reader()
        return await self._step(discard_draft, reader.say("Given up."))

    async def _reader(self) -> Reader:
        return await reader_of(self, signed_in())

    async def _step(self, use_case: Any, done: str, **values: Any) -> Any:
        desk, card = await self.get_state(Desk), self.chosen
        try:
            await console().perform(
                use_case,
                signed_in().actor,
                draft_id=parse_id(card.id, field="draft"),
                expected_version=card.version,
                **values,
            )
        except DomainError as refusal:
            await self._refuse(refusal)
            return None
        self.wrong = ""
        desk._tell("green", done)
        return page_load()

    async def _refuse(self, refusal: DomainError) -> None:
        desk = await self.get_state(Desk)
        own_words = refusal.code == "example_fails" or not isinstance(refusal, Invalid)
        self.wrong = refusal.sentence(desk._spoken()) if own_words else without_place(refusal, desk._spoken())

    async def _show(
        self,
        person: SignedIn,
        reader: Reader,
        *,
        family: str,
        number: int | None,
        row: DraftRow | None,
        results: tuple[ExampleResult, ...],
        rights: Rights,
        shadows: Sequence[tuple[str, UUID]],
    ) -> None:
        """The list, and the draft that is open."""
        self.lines = await self._read(person, reader, family, shadows)
        if (family, str(row.id) if row else "") != (self._family, self.chosen.id):
            self.wrong = ""
        self._family, self._from_version = family, number
        self.chosen = draft_card(row, results, rights, reader) if row else DraftCard()

    async def _list_anew(self, person: SignedIn, reader: Reader, shadows: Sequence[tuple[str, UUID]]) -> None:
        """The list as it is by now; an open screen hears of it only where it has changed."""
        lines = await self._read(person, reader, self._family, shadows)
        if lines != self.lines:
            self.lines = lines

    async def _read(
        self, person: SignedIn, reader: Reader, family: str, shadows: Sequence[tuple[str, UUID]]
    ) -> list[DraftLine]:
        found = await console().ask(drafts, person.actor, family=family)
        return draft_lines(found, {draft_id for _, draft_id in shadows}, reader)
