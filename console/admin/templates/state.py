"""The words of messages, for who may change them. The address says which message and language."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

import json
from collections.abc import Mapping
from typing import Final

import reflex as rx

from console.admin.reader import reader_of
from console.admin.templates import present
from console.admin.templates.rows import (
    DiffLine,
    FaultLine,
    NamedValue,
    Opened,
    TemplateLine,
    TrialRow,
    VersionLine,
)
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.ports.letters import PARTS
from domain.staff.sessions import SignedIn
from domain.templates.queries import TemplateDetail, template, template_versions, templates
from domain.templates.save_template import restore_template, save_template
from domain.templates.switch_template import switch_template
from notifications.try_template import try_template

_WRITTEN: Final = 40_000


class TemplatesState(rx.State):
    """`panel`: nobody, template or missing. `value` is what counts now, as JSON; `trial` what was typed last, written
    out; `answered` the ticket of what it belongs to; `problem` why it was not saved or the order not found. `diff` is
    the way from version `compared` to the one that counts."""

    panel: str = ""
    rows: list[TemplateLine] = []
    opened: Opened = Opened()
    names: list[NamedValue] = []
    value: str = "{}"
    trial: TrialRow = TrialRow()
    answered: int = 0
    problem: str = ""
    versions: list[VersionLine] = []
    compared: int = 0
    diff: list[DiffLine] = []
    ready: bool = False
    _language: str = ""

    @screen_event(Permission.TEMPLATES_MANAGE, supersedes=True, written=_WRITTEN)
    async def look(self, ticket: int, written: str, order: str) -> None:
        """Show what was typed as it would be written, of an order or of the sample."""
        if self.panel == "template":
            self.problem = ""
            await self._try(signed_in(), _read(written), order.strip())
            self.answered = ticket

    @screen_event(Permission.TEMPLATES_MANAGE, written=_WRITTEN)
    async def save(self, written: str) -> None:
        """Use what was typed from now on."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(
                save_template,
                actor=person.actor,
                **self._subject(),
                **_read(written),
                expected_number=self.opened.number,
            )
        except DomainError as refusal:
            await self._refuse(refusal)
            return
        desk._tell("green", translate(DONE["save_template"], desk._spoken()))
        await self._show(person, {"template": self.opened.name, "language": self._language})

    @screen_event(Permission.TEMPLATES_MANAGE)
    async def restore(self, number: int) -> None:
        """Use an earlier version again; 0 is what the product comes with."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(
                restore_template,
                actor=person.actor,
                **self._subject(),
                number=number,
                expected_number=self.opened.number,
            )
        except DomainError as refusal:
            await self._refuse(refusal)
            return
        desk._tell("green", translate(DONE["save_template"], desk._spoken()))
        await self._show(person, {"template": self.opened.name, "language": self._language})

    @screen_event(Permission.TEMPLATES_MANAGE)
    async def switch(self) -> None:
        """Off where it is on, on where it is off."""
        person, desk, off = signed_in(), await self.get_state(Desk), not self.opened.off
        try:
            await console().perform(
                switch_template,
                actor=person.actor,
                template=self.opened.name,
                off=off,
                expected_version=self.opened.switch_version,
            )
        except DomainError as refusal:
            await self._refuse(refusal)
            return
        desk._tell("green", translate(DONE["switch_template_off" if off else "switch_template_on"], desk._spoken()))
        await self._show(person, {"template": self.opened.name, "language": self._language})

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """The list, and what the address names in it."""
        reader = await reader_of(self, person)
        self.rows = present.template_lines(await console().ask(templates, actor=person.actor), reader)
        self.ready, self.problem = True, ""
        name = wanted.get("template", "")
        if not name:
            self._close("nobody")
            return
        self._language = wanted.get("language") or reader.language
        try:
            found = await console().ask(template, actor=person.actor, template=name, language=self._language)
        except (NotFound, Invalid):
            self._close("missing")
            return
        await self._open(person, found, wanted.get("version", ""))

    async def _open(self, person: SignedIn, found: TemplateDetail, version: str) -> None:
        reader = await reader_of(self, person)
        self.opened, self.panel = present.opened(found, reader), "template"
        self.names = present.named_values(found.template, found.language, reader)
        words = {part: getattr(found.wording, part) for part in PARTS}
        self.value = json.dumps(words)
        known = await console().ask(template_versions, actor=person.actor, **self._subject())
        self.versions = present.version_lines(known, found, reader)
        chosen = next((row for row in known if str(row.number) == version), None)
        self.compared = chosen.number if chosen else 0
        self.diff = present.diff_lines(chosen.wording, found.wording, reader) if chosen else []
        await self._try(person, words, "")

    async def _try(self, person: SignedIn, words: Mapping[str, str], order: str) -> None:
        reader = await reader_of(self, person)
        asked = {**self._subject(), **words}
        try:
            trial = await console().ask(try_template, actor=person.actor, **asked, order=order or None)
        except DomainError as refusal:
            self.problem = refusal.sentence(reader.language)
            trial = await console().ask(try_template, actor=person.actor, **asked)
        self.trial = present.trial_row(trial, reader)

    async def _refuse(self, refusal: DomainError) -> None:
        """Faults are shown at their lines; anything else in one sentence."""
        spoken = (await self.get_state(Desk))._spoken()
        self.problem = refusal.sentence(spoken)
        faults = refusal.details.get("faults", [])
        if faults:
            lines = [FaultLine(each["part"], each["line"], each[spoken]) for each in faults]
            self.trial = TrialRow(**{name: getattr(self.trial, name) for name in _TRIED}, faults=lines)

    def _subject(self) -> dict[str, str]:
        return {"template": self.opened.name, "language": self._language}

    def _close(self, panel: str) -> None:
        self.panel, self.opened, self.value, self.trial = panel, Opened(), "{}", TrialRow()
        self.names, self.versions, self.diff, self.compared = [], [], [], 0


_TRIED: Final = ("subject", "html", "text", "sms", "size", "warns", "about")


def _read(written: str) -> dict[str, str]:
    try:
        said = json.loads(written)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Invalid(field="written", code="not_read", en="It could not be read.", fr="Illisible.")
    return {part: str(said.get(part, "")) for part in PARTS}
