"""Trying out: facts that were typed, and what the rules on the screen say to them."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.refusals import without_place
from console.rules_admin.trial.present import fact_fields, fired_lines, not_fired_lines, said_lines
from console.rules_admin.trial.rows import FactField, FiredLine, NotFiredLine, SaidLine
from console.rules_admin.typed import given_facts, typed_text
from console.ui.figures import Reader
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from rules_engine.document.model import Document
from rules_engine.publishing.try_out import Trial, try_out
from rules_engine.vocabulary.families import family_of
from rules_engine.vocabulary.terms import Family

MOST_SHOWN: Final = 60


class TrialState(rx.State):
    """`fields` are the facts that the rules read. `tried`: an answer is shown. `wrong` stands at `wrong_at`. `filled`
    counts how often facts were filled in, `asked` how often somebody wanted an answer.
    """

    fields: list[FactField] = []
    filled: int = 0
    asked: int = 0
    tried: bool = False
    effects: list[SaidLine] = []
    overruled: list[SaidLine] = []
    fired: list[FiredLine] = []
    not_fired: list[NotFiredLine] = []
    not_shown: int = 0
    wrong: str = ""
    wrong_at: str = ""
    _family: str = ""
    _named: Family | None = None
    _number: int | None = None
    _draft: UUID | None = None
    _facts: dict[str, Any] = {}
    _given: dict[str, Any] = {}
    _said: list[dict[str, Any]] = []

    @screen_event(Permission.RULES_READ)
    async def attempt(self, form: dict[str, str]) -> Any:
        """Decide on the facts of the form."""
        reader, family = await reader_of(self, signed_in()), self._named or family_of(self._family)
        await self._attempt(given_facts(form, family, reader.zone), reader, typed=True)

    @screen_event(Permission.RULES_READ)
    async def clear(self) -> Any:
        """Begin anew without facts."""
        self.tried = False
        self._fill_in({}, await reader_of(self, signed_in()))

    async def _attempt(self, facts: Mapping[str, Any], reader: Reader, *, typed: bool = False) -> None:
        """Decide on these facts, and show them in the form unless they were typed there."""
        self._fill_in(facts, reader, shown=typed)
        await self._try(reader)
        self.asked += 1

    def _fill_in(self, facts: Mapping[str, Any], reader: Reader, *, shown: bool = False) -> None:
        """The facts that count from now on, wherever they come from: typed, a finding's, a real decision's."""
        self._facts, self.wrong, self.wrong_at = dict(facts), "", ""
        if not shown:
            self._given = dict(facts)
            self.fields, self.filled = self._with_given(self.fields, reader), self.filled + 1

    def _with_given(self, fields: list[FactField], reader: Reader) -> list[FactField]:
        known, given = (self._named or family_of(self._family)).facts, self._given
        return [
            replace(each, value=typed_text(given.get(each.key), known[each.key], given, reader.zone, reader.language))
            for each in fields
        ]

    async def _try(self, reader: Reader) -> None:
        try:
            trial: Trial = await console().ask(
                try_out,
                signed_in().actor,
                family=self._family,
                facts=self._facts,
                number=self._number,
                draft_id=self._draft,
            )
        except Invalid as refusal:
            self.tried, self.wrong_at = False, refusal.field or ""
            self.wrong = without_place(refusal, reader.language)
            return
        decision, others = trial.decision, trial.not_fired
        self.effects = said_lines(decision.effects, decision, reader)
        self.overruled = said_lines(decision.overruled, decision, reader)
        self.fired = fired_lines(decision, reader)
        self.not_fired = not_fired_lines(others[:MOST_SHOWN], decision, reader)
        self.not_shown, self.tried = max(0, len(others) - MOST_SHOWN), True
        self._said = [
            {name: value for name, value in each.items() if name != "rule"} for each in decision.effects_as_plain()
        ]

    async def _about(
        self, reader: Reader, document: Document | None, *, family: str, number: int | None, draft_id: UUID | None
    ) -> None:
        """The rules that are tried out from now on; an answer of others goes, one of the same is brought up to date."""
        same = (family, number, draft_id) == (self._family, self._number, self._draft)
        self._family, self._number, self._draft = family, number, draft_id
        self._named = document.family if document else None
        if not same:
            self._facts, self._given, self.wrong, self.wrong_at, self.tried = {}, {}, "", "", False
        self.fields = self._with_given(fact_fields(document, reader), reader) if document else []
        if same and self.tried:
            await self._try(reader)
