"""What analysis finds in the version or the draft on the screen."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import anyio
import reflex as rx

from console.admin.reader import reader_of
from console.guard import screen_event, signed_in
from console.rules_admin.findings.present import finding_lines, lines_by_part
from console.rules_admin.findings.rows import FindingLine
from console.rules_admin.naming import named_document
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.trial.state import TrialState
from console.ui.figures import Reader
from domain.kernel.permissions import Permission
from rules_engine.document.model import Document
from rules_engine.document.plain import as_plain
from rules_engine.publishing.analysed import Analysed, already_analysed, analysed


class FindingsState(rx.State):
    """`stage`: "" with nothing to look at, waiting until it is looked for, or found. `undecided`: questions that stay
    open; `left_out`: findings beyond those that are told.
    """

    stage: str = ""
    warnings: list[FindingLine] = []
    notes: list[FindingLine] = []
    undecided: int = 0
    left_out: int = 0
    _document: Mapping[str, Any] = {}

    @screen_event(Permission.RULES_READ)
    async def look(self) -> Any:
        """Look for what is wrong in the rules on the screen. Asked for once they are shown."""
        if self.stage == "waiting":
            found = await anyio.to_thread.run_sync(analysed, self._document)
            await self._fill(found, await reader_of(self, signed_in()))

    @screen_event(Permission.RULES_READ)
    async def attempt(self, number: int) -> Any:
        """Try the facts that show a finding."""
        found = already_analysed(self._document) if self.stage == "found" else None
        if found is not None and 0 <= number < len(found.analysis.findings):
            trial, reader = await self.get_state(TrialState), await reader_of(self, signed_in())
            await trial._attempt(found.analysis.findings[number].facts, reader)

    async def _about(self, reader: Reader, document: Document | None) -> None:
        """The rules that are shown from now on."""

        def known(document: Document) -> tuple[Mapping[str, Any], Analysed | None]:
            plain = as_plain(document)
            return plain, already_analysed(plain)

        self.warnings, self.notes, self.undecided, self.left_out = [], [], 0, 0
        self.stage, self._document = "", {}
        if document is not None:
            self._document, found = await anyio.to_thread.run_sync(known, document)
            self.stage = "waiting"
            if found is not None:
                await self._fill(found, reader)

    async def _fill(self, found: Analysed, reader: Reader) -> None:
        found = replace(found, document=named_document(found.document))
        lines = finding_lines(found, reader)
        self.warnings = [each for each in lines if not each.note]
        self.notes = [each for each in lines if each.note]
        self.undecided = found.analysis.undecided
        self.left_out = found.analysis.left_out + len(found.analysis.findings) - len(lines)
        self.stage = "found"
        (await self.get_state(SheetState))._mark(lines_by_part(found, lines, reader))
