"""Canned replies and macros, for who may keep them."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.kit.rows import KitLine
from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace.conversation.present import STEP_WORDS
from domain.conversations.body import preview_of
from domain.conversations.canned import CannedRow, canned_replies, keep_canned_reply, remove_canned_reply
from domain.conversations.macros import MacroRow, keep_macro, macros, remove_macro
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

TITLES: Final = ("title", "title_fr")


class KitState(rx.State):
    """`panel`: nobody, reply, macro or missing. `value` is what is edited, as JSON; `problem` what is wrong with it."""

    panel: str = ""
    replies: list[KitLine] = []
    macros: list[KitLine] = []
    chosen: str = ""
    value: str = "{}"
    problem: str = ""
    ready: bool = False
    _version: int = 0

    @screen_event(Permission.REPLIES_MANAGE, written=100_000)
    async def save(self, written: str) -> Any:
        """Keep what was written, as JSON of the form that is open."""
        said = _read(written)
        known: dict[str, Any] = {"expected_version": self._version} if self.chosen else {}
        actor, subject = signed_in().actor, parse_id(self.chosen, field="id") if self.chosen else None
        try:
            if self.panel == "macro":
                steps = [each for each in said.get("steps", []) if isinstance(each, dict)]
                kept = await console().perform(
                    keep_macro, actor=actor, **_texts(said, *TITLES), steps=steps, macro_id=subject, **known
                )
            else:
                texts = _texts(said, "shortcut", *TITLES, "body_en", "body_fr")
                kept = await console().perform(keep_canned_reply, actor=actor, canned_id=subject, **texts, **known)
        except DomainError as refusal:
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            return None
        self.problem = ""
        return rx.redirect(f"/admin?tab=replies&{self.panel}={kept}")

    @screen_event(Permission.REPLIES_MANAGE)
    async def remove(self) -> Any:
        """Take away what is open."""
        subject, actor = parse_id(self.chosen, field="id"), signed_in().actor
        if self.panel == "macro":
            await console().perform(remove_macro, actor=actor, macro_id=subject)
        else:
            await console().perform(remove_canned_reply, actor=actor, canned_id=subject)
        return rx.redirect("/admin?tab=replies")

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """The lists, and what the address names in them."""
        reader = await reader_of(self, person)
        canned = await console().ask(canned_replies, actor=person.actor)
        known = await console().ask(macros, actor=person.actor)
        self.replies = [
            KitLine(
                id=str(each.id),
                href=_to("reply", each.id),
                name=f"/{each.shortcut}",
                title=each.title_in(reader.language),
                says=_begins(each, reader.language),
            )
            for each in canned
        ]
        self.macros = [
            KitLine(
                str(each.id),
                _to("macro", each.id),
                each.title_in(reader.language),
                "",
                " → ".join(reader.say(STEP_WORDS[step["kind"]]) for step in each.steps),
            )
            for each in known
        ]
        self.ready, self.problem = True, ""
        every: list[CannedRow | MacroRow] = [*canned, *known]
        self._choose(wanted, {str(each.id): each for each in every})

    def _choose(self, wanted: Mapping[str, str], known: Mapping[str, CannedRow | MacroRow]) -> None:
        panel = next((name for name in ("reply", "macro") if wanted.get(name)), "")
        if not panel:
            new = wanted.get("new", "")
            self.panel = new if new in ("reply", "macro") else "nobody"
            self.chosen, self.value, self._version = "", "{}", 0
            return
        found = known.get(wanted[panel])
        self.panel = panel if found else "missing"
        self.chosen, self._version = (str(found.id), found.version) if found else ("", 0)
        if isinstance(found, MacroRow):
            titles = {name: getattr(found, name) for name in TITLES}
            self.value = json.dumps({**titles, "steps": [dict(step) for step in found.steps]})
        elif found is not None:
            names = ("shortcut", *TITLES, "body_en", "body_fr")
            self.value = json.dumps({name: getattr(found, name) for name in names})


def _texts(said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: str(said.get(name, "")) for name in names}


def _to(kind: str, id: UUID) -> str:
    return f"/admin?tab=replies&{kind}={id}"


def _begins(canned: CannedRow, language: str) -> str:
    """In the reader's language, where it is written in it."""
    said = (canned.body_fr, canned.body_en) if language == "fr" else (canned.body_en, canned.body_fr)
    return preview_of(said[0] or said[1])


def _read(written: str) -> dict[str, Any]:
    try:
        said = json.loads(written)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Invalid(field="written", code="not_read", en="It could not be read.", fr="Illisible.")
    return said
