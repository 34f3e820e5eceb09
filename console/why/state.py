"""The one explanation that is open on a page."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.queue_names import learn_queues
from console.why.present import why_blocks
from console.why.rows import WhyBlock
from domain.kernel.errors import Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.decisions.explain import explain, explain_about

# A decision by its id, wherever on the page it is asked about: in the timeline, at a case, in a list of alerts.
PLACES: Final = ("decision", "place", "bell", "strip", "wall")
KINDS: Final = (*PLACES, "case", "approval", "return")


class Why(rx.State):
    """`of` says what is explained, and where: a kind of `KINDS`, a colon and an id."""

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
        await self._explain(signed_in(), kind, parse_id(subject, field="subject"))

    async def _read_again(self, person: SignedIn) -> None:
        """In the language of now; closed where the record is not there any more."""
        if not self.of or not person.actor.can(Permission.RULES_READ):
            self.of, self.blocks = "", []
            return
        kind, _, id = self.of.partition(":")
        await self._explain(person, kind, UUID(id))

    async def _explain(self, person: SignedIn, kind: str, id: UUID) -> None:
        await learn_queues(person.actor)
        if kind in PLACES:
            found = [await console().ask(explain, person.actor, decision_id=id)]
        else:
            found = list(await console().ask(explain_about, person.actor, subject_kind=kind, subject_id=id))
        self.blocks, self.of = why_blocks(found, await reader_of(self, person)), f"{kind}:{id}"
