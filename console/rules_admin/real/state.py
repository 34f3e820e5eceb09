"""Real decisions of the family on the screen, found by number, and tried."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.real.present import real_lines
from console.rules_admin.real.rows import RealLine
from console.rules_admin.refusals import without_place
from console.rules_admin.trial.state import TrialState
from domain.decisions.queries import decision
from domain.kernel.errors import Invalid
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.decisions.recent import recent_decisions
from rules_engine.vocabulary.families import family_of


class RealState(rx.State):
    """`looked`: `lines` were looked for. `taken` is the decision whose facts were filled in last."""

    lines: list[RealLine] = []
    looked: bool = False
    wrong: str = ""
    taken: str = ""
    _family: str = ""

    @screen_event(Permission.RULES_READ)
    async def look(self) -> Any:
        """Show the newest decisions of the family."""
        await self._look(signed_in(), "")

    @screen_event(Permission.RULES_READ)
    async def find(self, form: dict[str, str]) -> Any:
        """Show those about the order or case whose number was typed; the newest without one."""
        await self._look(signed_in(), form.get("number", ""))

    @screen_event(Permission.RULES_READ)
    async def take(self, decision_id: str) -> Any:
        """Try the rules on the screen on the facts of this decision."""
        person, trial = signed_in(), await self.get_state(TrialState)
        found = await console().ask(decision, person.actor, decision_id=parse_id(decision_id, field="decision"))
        if found.family == self._family:
            known = family_of(self._family).facts
            facts = {name: value for name, value in found.facts.items() if name in known}
            await trial._attempt(facts, await reader_of(self, person))
            self.taken = str(found.id)

    async def _look(self, person: SignedIn, number: str) -> None:
        reader = await reader_of(self, person)
        try:
            found = await console().ask(recent_decisions, person.actor, family=self._family, number=number)
        except Invalid as refusal:
            self.lines, self.wrong = [], without_place(refusal, reader.language)
            return
        self.lines, self.looked, self.wrong = real_lines(found, reader), True, ""

    def _about(self, family: str) -> None:
        """The family on the screen; what was found of another goes."""
        if family != self._family:
            self._family, self.lines, self.looked, self.wrong, self.taken = family, [], False, "", ""
