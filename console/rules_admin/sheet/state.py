"""The rules of the version or the draft that the address names."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import anyio
import reflex as rx

from console.bootstrap import console
from console.guard import screen_event
from console.rules_admin.findings.rows import FindingLine
from console.rules_admin.naming import named_document
from console.rules_admin.sheet.heads import draft_head, version_head
from console.rules_admin.sheet.lists import calendar_lines, list_lines
from console.rules_admin.sheet.present import marked, matching, rule_lines, table_lines
from console.rules_admin.sheet.rows import ListLine, RuleLine, SheetHead, TableLine
from console.ui.figures import Reader
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.publishing.queries import draft, version
from rules_engine.publishing.rows import DraftRow, VersionRow

PAGE: Final = 100


class SheetState(rx.State):
    """`panel`: "" while it is read, version, draft, none (no version yet) or missing. `answered` is the text whose
    matches are shown; `hidden`: how many more there are. `edit`: the address of a draft that may be changed. `read` is
    the row of a table that is read out below it; `both`: the rules of a draft stand in both languages.
    """

    panel: str = ""
    head: SheetHead = SheetHead()
    rules: list[RuleLine] = []
    tables: list[TableLine] = []
    lists: list[ListLine] = []
    calendars: list[ListLine] = []
    edit: str = ""
    read: str = ""
    both: bool = False
    counted: int = 0
    hidden: int = 0
    answered: str = ""
    failed: bool = False
    _all_rules: list[RuleLine] = []
    _all_tables: list[TableLine] = []
    _shown: int = PAGE

    @screen_event(Permission.RULES_READ)
    async def search(self, text: str) -> Any:
        """Show the rules and tables in which every word stands."""
        self.answered, self._shown = text.strip()[:100], PAGE
        self._narrow()

    @screen_event(Permission.RULES_READ)
    async def more(self) -> Any:
        """Show the next page of rules."""
        self._shown += PAGE
        self._narrow()

    @screen_event(Permission.RULES_READ)
    async def read_out(self, row: str) -> Any:
        """Read a row of a table out below it, or put that away."""
        known = any(each.key == row for table in self.tables for each in table.rows)
        self.read = row if known and row != self.read else ""

    @screen_event(Permission.RULES_READ)
    async def turn_languages(self) -> Any:
        """Show the rules of a draft in the other language as well, or no longer."""
        self.both = not self.both

    async def _show_version(
        self, person: SignedIn, reader: Reader, *, family: str, number: int | None
    ) -> Document | None:
        """Show the version, or that there is none."""
        try:
            row: VersionRow = await console().ask(version, person.actor, family=family, number=number)
        except NotFound:
            self._empty("none" if number is None else "missing")
            return None
        document = await self._fill(await _as_called_now(person, row), reader)
        self.panel, self.head = "version", version_head(row, reader)
        return document

    async def _show_draft(
        self, person: SignedIn, reader: Reader, *, family: str, draft_id: UUID | None, may_write: bool
    ) -> tuple[DraftRow, Document] | None:
        """Show the draft, if it is one of the family."""
        row = await _draft_of(person, family, draft_id)
        if row is None:
            self._empty("missing")
            return None
        editable = may_write and row.status in ("open", "in_review", "approved")
        edit = f"/rules?family={family}&draft={draft_id}" if editable else ""
        document = await self._fill(row.document, reader, edit=edit)
        self.panel, self.head = "draft", draft_head(row, reader)
        return row, document

    async def _fill(self, plain: Any, reader: Reader, *, edit: str = "") -> Document:
        def lines() -> tuple[Document, list[RuleLine], list[TableLine]]:
            document = named_document(parse_document(plain))
            return document, rule_lines(document, reader, edit=edit), table_lines(document, reader, edit=edit)

        self.failed = True
        document, self._all_rules, self._all_tables = await anyio.to_thread.run_sync(lines)
        self.lists, self.edit = list_lines(document, reader, edit=edit), edit
        self.calendars = calendar_lines(document, reader, edit=edit)
        self.failed = False
        self._narrow()
        return document

    def _mark(self, found: Mapping[tuple[str, int | None], list[FindingLine]]) -> None:
        """Show what was found at the rules, tables and rows that it is about."""
        self._all_rules = [replace(each, findings=found.get((each.id, None), [])) for each in self._all_rules]
        self._all_tables = [marked(each, found) for each in self._all_tables]
        self._narrow()

    def _empty(self, panel: str) -> None:
        self.panel, self.head = panel, SheetHead()
        self._all_rules, self._all_tables, self.lists, self.calendars, self.edit = [], [], [], [], ""
        self._narrow()

    def _narrow(self) -> None:
        rules = [each for each in self._all_rules if matching(self.answered, each.sought)]
        self.tables = [each for each in self._all_tables if matching(self.answered, each.sought)]
        self.rules, self.counted = rules[: self._shown], len(rules) + len(self.tables)
        self.hidden = len(rules) - len(self.rules)


async def _as_called_now(person: SignedIn, row: VersionRow) -> Mapping[str, Any]:
    """The document of a version; one from before there were names calls things as the live version does."""
    if row.live or row.document.get("names"):
        return row.document
    try:
        live: VersionRow = await console().ask(version, person.actor, family=row.family)
    except NotFound:
        return row.document
    return {**row.document, "names": live.document.get("names", {})}


async def _draft_of(person: SignedIn, family: str, draft_id: UUID | None) -> DraftRow | None:
    if draft_id is None:
        return None
    try:
        row: DraftRow = await console().ask(draft, person.actor, draft_id=draft_id)
    except NotFound:
        return None
    return row if row.family == family else None
