"""The rule or table of a draft that is being written."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, Literal

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.editor.said import calendar_said, calendar_sentences, name_said, part_said, values_said
from console.rules_admin.editor.theirs import AROUND, Theirs, theirs
from console.rules_admin.editor.vocabulary import both, vocabulary_of
from console.rules_admin.naming import queue_names
from console.rules_admin.refusals import place_within, without_place
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.ui.i18n import translate
from domain.kernel.errors import DomainError, Invalid, StaleVersion
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.document.model import Document
from rules_engine.publishing.edit_draft import drop_calendar, drop_part, put_calendar, put_list, put_part
from rules_engine.publishing.parts import new_name_for
from rules_engine.publishing.rows import DraftRow
from rules_engine.readback.names import calendar_name, list_name
from rules_engine.readback.part import read_part
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.terms import Family

LONGEST: Final = 400_000  # characters of one rule, table or list
_ADDRESSED: Final = {"rules": "rule", "tables": "table", "lists": "list", "calendars": "calendar"}


class EditorState(rx.State):
    """`kind`: rules, tables, or nothing where the address names no part. `key`: its id, "" for a new one."""

    kind: str = ""
    key: str = ""
    name: str = ""
    part: dict[str, Any] = {}
    title: str = ""
    version: int = 0
    vocabulary: dict[str, Any] = {}
    sentence: dict[str, str] = {"en": "", "fr": ""}
    refused: dict[str, str] = {"at": "", "sentence": ""}
    answered: int = 0
    saved: int = 0
    stale: int = 0
    close_to: str = "/rules"
    theirs: Theirs = Theirs()
    can_drop: bool = False
    _taken: frozenset[str] = frozenset()
    _following: str = ""
    _draft: str = ""
    _around: dict[str, Any] = {}

    @screen_event(Permission.RULES_READ, text=LONGEST)
    async def look(self, ticket: int, text: str) -> Any:
        """Read back what was typed, without keeping it."""
        if self.kind == "lists":
            self.answered = ticket
            return
        reader = await reader_of(self, signed_in())
        self.sentence, self.refused = {"en": "", "fr": ""}, {"at": "", "sentence": ""}
        try:
            said = part_said(text, reader.zone)
            if self.kind == "calendars":
                self.sentence = calendar_sentences(calendar_said(said), reader)
            else:
                words = read_part(self._around, self._kind(), said, names=queue_names())
                self.sentence = {"en": words.en, "fr": words.fr}
        except Invalid as refusal:
            self._refuse(refusal, reader)
        self.answered = ticket

    @screen_event(Permission.RULES_READ, text=LONGEST)
    async def save(self, ticket: int, version: int, text: str) -> Any:
        """Keep what was typed, over the version of the draft that it began from."""
        person, desk = signed_in(), await self.get_state(Desk)
        reader = await reader_of(self, person)
        self.refused, self.answered = {"at": "", "sentence": ""}, ticket
        try:
            await self._keep(person, version, part_said(text, reader.zone))
        except StaleVersion as refusal:
            self.stale = int(refusal.details["actual"])
            return
        except DomainError as refusal:
            self.sentence = {"en": "", "fr": ""}
            self._refuse(refusal, reader)
            return
        self.saved, self.stale = ticket, 0
        desk._tell("green", translate("Kept in the draft.", desk._spoken()))

    async def _keep(self, person: SignedIn, version: int, said: dict[str, Any]) -> None:
        draft_id = parse_id(self._draft, field="draft")
        if self.kind in ("lists", "calendars"):
            called = name_said(said)
            name = self.key or new_name_for(self._taken, (called or {}).get("en"), what=_ADDRESSED[self.kind])
            use_case: Any = put_list if self.kind == "lists" else put_calendar
            values: dict[str, Any] = {"called": None if called == self.part.get("name") else called}
            values |= {"values": values_said(said)} if self.kind == "lists" else {"calendar": calendar_said(said)}
            await console().perform(
                use_case, person.actor, draft_id=draft_id, expected_version=version, name=name, **values
            )
            return
        await console().perform(
            put_part,
            person.actor,
            draft_id=draft_id,
            expected_version=version,
            kind=self._kind(),
            part=said,
            replacing="" if self.theirs.gone else self.key,
        )

    @screen_event(Permission.RULES_READ)
    async def drop(self) -> Any:
        """Take the rule or table out of the draft."""
        desk = await self.get_state(Desk)
        use_case, which = self._dropping()
        await console().perform(
            use_case,
            signed_in().actor,
            draft_id=parse_id(self._draft, field="draft"),
            expected_version=self.version,
            **which,
        )
        desk._tell("green", translate("Taken out of the draft.", desk._spoken()))
        return rx.redirect(self.close_to)

    def _dropping(self) -> tuple[Any, dict[str, Any]]:
        """The use case that takes the open part out, and which part it is."""
        if self.kind == "lists":
            return put_list, {"name": self.key, "values": ()}
        if self.kind == "calendars":
            return drop_calendar, {"name": self.key}
        return drop_part, {"kind": self._kind(), "id": self.key}

    def _follow(self, changed_by: str) -> None:
        """What is shown next comes from somebody else's change while this part is being written."""
        self._following = changed_by

    def _show(
        self,
        row: DraftRow | None,
        document: Document | None,
        reader: Reader,
        wanted: Mapping[str, str],
        may_write: bool,
    ) -> None:
        """The part that the address names, if it may be changed."""
        editable = row is not None and may_write and row.status in ("open", "in_review", "approved")
        self.kind = _kind_in(wanted) if editable else ""
        if not self.kind or row is None or document is None:
            self.kind, self.name = "", ""
            return
        name, following = f"{row.id}:{self.kind}:{wanted.get(_ADDRESSED[self.kind], '')}", self._following
        self.key, self._following = wanted.get(_ADDRESSED[self.kind], ""), ""
        self.vocabulary = vocabulary_of(document, reader)
        found = self._find(row, document.family, reader)
        before = self.part if following and name == self.name else None
        self.theirs = Theirs()
        if before is not None:
            around = {key: row.document[key] for key in AROUND if key in row.document}
            self.theirs = theirs(before, found[0] if found else None, self.kind, around, following, reader.language)
            found = found or (self.part, self.title)
        if not found:
            self.kind, self.name = "missing", ""
            return
        self.part, self.title = found
        if name != self.name:  # nothing of the part that was open before
            self.sentence, self.refused = {"en": "", "fr": ""}, {"at": "", "sentence": ""}
        self.name, self.version, self.stale = name, row.version, 0
        self._draft, self.close_to = str(row.id), f"/rules?family={row.family}&draft={row.id}"
        self._taken = frozenset((*self.vocabulary["lists"], *row.document.get("calendars", {})))
        self.can_drop = bool(self.key) and (self.kind != "lists" or self.key in row.document.get("lists", {}))
        self._around = {key: row.document[key] for key in AROUND if key in row.document}

    def _find(self, row: DraftRow, family: Family, reader: Reader) -> tuple[dict[str, Any], str] | None:
        """The part of the draft that is to be written, and what it is called."""
        if self.kind == "calendars":
            return self._find_calendar(row, family, reader)
        if self.kind == "lists":
            if not self.key:
                return {"name": {"en": "", "fr": ""}, "values": []}, ""
            listed = self.vocabulary["lists"].get(self.key)
            own = {} if self.key in FAMILIES[family.key].lists else {"name": both(list_name, self.key, family)}
            return (own | {"values": listed["values"]}, listed["label"]) if listed else None
        if not self.key:
            return {"name": {"en": "", "fr": ""}}, ""  # of a table the form knows the rest
        found = next((each for each in row.document.get(self.kind, ()) if each["id"] == self.key), None)
        return (dict(found), found["name"]["fr" if reader.language == "fr" else "en"]) if found else None

    def _find_calendar(self, row: DraftRow, family: Family, reader: Reader) -> tuple[dict[str, Any], str] | None:
        calendars = row.document.get("calendars", {})
        if not self.key:
            return {"name": {"en": "", "fr": ""}, "time_zone": "Europe/Paris", "hours": {}}, ""
        if self.key not in calendars:
            return None
        called = both(calendar_name, self.key, family)
        return calendars[self.key] | {"name": called}, called["fr" if reader.language == "fr" else "en"]

    def _kind(self) -> Literal["rules", "tables"]:
        return "tables" if self.kind == "tables" else "rules"

    def _refuse(self, refusal: DomainError, reader: Reader) -> None:
        own = refusal.sentence if self.kind == "lists" else partial(without_place, refusal)
        self.refused = {"at": place_within(refusal) or "document", "sentence": own(reader.language)}


def _kind_in(wanted: Mapping[str, str]) -> str:
    for kind, word in _ADDRESSED.items():
        if wanted.get(word) or wanted.get("new") == word:
            return kind
    return ""
