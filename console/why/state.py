"""The one explanation that is open on a page."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.why.present import why_blocks
from console.why.rows import WhyBlock
from domain.kernel.errors import Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from rules_engine.decisions.explain import explain, explain_about

KINDS: Final = ("decision", "case", "approval", "return")


class Why(rx.State):
    """`of` says what is explained: a kind of `KINDS`, a colon and its id."""

    of: str = ""
    blocks: list[WhyBlock] = []

    @screen_event(Permission.RULES_READ)
    async def explain(self, kind: str, subject: str) -> Any:
        """Explain a decision, or what was decided about something; or put the answer away."""
        if kind not in KINDS:
            raise Invalid(field="kind", code="unknown_choice", en="There is no such kind.", fr="Ce type n’existe pas.")
        wanted = f"{kind}:{parse_id(subject, field='subject')}"
        if self.of == wanted:
            self.of, self.blocks = "", []
            return
        person, id = signed_in(), parse_id(subject, field="subject")
        if kind == "decision":
            found = [await console().ask(explain, person.actor, decision_id=id)]
        else:
            found = list(await console().ask(explain_about, person.actor, subject_kind=kind, subject_id=id))
        self.blocks, self.of = why_blocks(found, await reader_of(self, person)), wanted
