"""What the draft or version on the screen says otherwise than another version."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import anyio
import reflex as rx

from console.bootstrap import console
from console.guard import screen_event
from console.rules_admin.changes.others import other_lines
from console.rules_admin.changes.present import MOST_PARTS, file_lines, part_lines, summary
from console.rules_admin.changes.rows import Choice, FileLine, OtherLine, PartLine
from console.rules_admin.naming import named_document
from console.ui.figures import Reader
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.publishing.changes_of import Compared, changes_of
from rules_engine.publishing.queries import history


class ChangesState(rx.State):
    """`shown`: the address asks for them. `against` is the number of the version on the left, "" where there is none;
    `summary` says in a few words what a draft changes.
    """

    shown: bool = False
    there: bool = False
    back: str = ""
    against: str = ""
    choices: list[Choice] = []
    summary: str = ""
    parts: list[PartLine] = []
    others: list[OtherLine] = []
    file: list[FileLine] = []
    left_out: int = 0

    @screen_event(Permission.RULES_READ)
    async def compare_with(self, number: str) -> Any:
        """Compare with another version."""
        if number in {each.value for each in self.choices}:
            return rx.redirect(f"{self.back}&see=changes&against={number}")
        return None

    async def _show(
        self,
        person: SignedIn,
        reader: Reader,
        wanted: Mapping[str, str],
        *,
        family: str,
        number: int | None,
        draft_id: UUID | None,
    ) -> None:
        """What the address names. A draft is always compared, for its summary."""
        self.shown = wanted.get("see") == "changes" and bool(number or draft_id)
        self.back = f"/rules?family={family}&" + (f"draft={draft_id}" if draft_id else f"version={number}")
        if not self.shown and draft_id is None:
            self._empty()
            return
        text = wanted.get("against", "")
        against = int(text) if self.shown and text.isdecimal() and len(text) < 9 else None
        try:
            found = await console().ask(
                changes_of, person.actor, family=family, number=number, draft_id=draft_id, against=against
            )
        except NotFound:
            self._empty()
            return
        self.there, self.against = True, str(found.against or "")
        self.summary = summary(found.changes, reader)
        await self._fill(person, found, reader, family=family, number=number)

    async def _fill(
        self, person: SignedIn, found: Compared, reader: Reader, *, family: str, number: int | None
    ) -> None:
        if not self.shown:
            self.parts, self.others, self.file, self.choices = [], [], [], []
            return
        found = replace(found, before=named_document(found.before), after=named_document(found.after))
        self.parts, self.others = await anyio.to_thread.run_sync(
            lambda: (part_lines(found, reader), other_lines(found, reader))
        )
        self.file = file_lines(found.yaml)
        self.left_out = max(0, len(found.changes.parts) - MOST_PARTS)
        entries = await console().ask(history, person.actor, family=family)
        numbers = sorted({each.version for each in entries} - {number}, reverse=True)
        self.choices = [Choice(str(each), reader.say("Version {number}", number=each)) for each in numbers]

    def _empty(self) -> None:
        self.there, self.against, self.summary, self.left_out = False, "", "", 0
        self.parts, self.others, self.file, self.choices = [], [], [], []
