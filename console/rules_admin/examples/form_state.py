"""An example that is changed where it stands: its name, its facts, and what is expected."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.examples.present import effect_lines, example_words
from console.rules_admin.examples.rows import Tick
from console.rules_admin.examples.state import ExamplesState
from console.rules_admin.refusals import without_place
from console.rules_admin.trial.present import fact_fields
from console.rules_admin.trial.rows import FactField
from console.rules_admin.typed import given_facts, typed_text
from console.ui.desk import Desk, page_load
from console.ui.figures import Reader
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from rules_engine.document.model import Document
from rules_engine.publishing.edit_draft import change_example
from rules_engine.publishing.try_out import Trial, try_out


class ExampleForm(rx.State):
    """`name` is the example that is open, "" for none. `wrong` stands below its form."""

    name: str = ""
    fields: list[FactField] = []
    ticks: list[Tick] = []
    wrong: str = ""
    _began: Mapping[str, Any] = {}
    _effects: list[Mapping[str, Any]] = []

    @screen_event(Permission.RULES_READ)
    async def open(self, name: str) -> Any:
        """Open an example, or close it."""
        shown = await self.get_state(ExamplesState)
        found = next((each for each in shown._examples if each["name"] == name), None)
        if found is None or shown._document is None or name == self.name:
            self.name = ""
            return
        self._fill(found, shown._got.get(name, ()), shown._document, await reader_of(self, signed_in()))

    @screen_event(Permission.RULES_READ)
    async def save(self, form: dict[str, str]) -> Any:
        """Keep the example as it stands in the form."""
        person, shown = signed_in(), await self.get_state(ExamplesState)
        reader, document = await reader_of(self, person), shown._document
        now = next((each for each in shown._examples if each["name"] == self.name), None)
        if now is None or document is None:
            self.wrong = reader.say("Somebody took this example out meanwhile.")
            return None
        if now != self._began:
            words = example_words(now, document, reader)
            self.wrong = reader.say(
                "Somebody changed it meanwhile: {example}. Keep yours again to go over it.", example=words
            )
            self._began = now
            return None
        try:
            await self._keep(form, document, reader)
        except DomainError as refusal:
            self.wrong = without_place(refusal, reader.language)
            return None
        self.name, self.wrong = "", ""
        (await self.get_state(Desk))._tell("green", reader.say("Kept as an example."))
        return page_load()

    async def _keep(self, form: Mapping[str, str], document: Document, reader: Reader) -> None:
        card, actor = (await self.get_state(DraftsState)).chosen, signed_in().actor
        draft_id, facts = parse_id(card.id, field="draft"), self._facts(form, document, reader)
        expect = [each for i, each in enumerate(self._effects) if form.get(f"tick-{i}")]
        if form.get("as-said"):
            trial: Trial = await console().ask(
                try_out, actor, family=document.family.key, facts=facts, draft_id=draft_id
            )
            said = trial.decision.effects_as_plain()
            expect = [{name: value for name, value in each.items() if name != "rule"} for each in said]
        example = {"name": form.get("name", ""), "facts": facts, "expect": expect}
        if self._began.get("never"):
            example["never"] = self._began["never"]
        if self._began.get("name_fr") and form.get("name") == self._began["name"]:
            example["name_fr"] = self._began["name_fr"]
        await console().perform(
            change_example, actor, draft_id=draft_id, expected_version=card.version, name=self.name, example=example
        )

    def _facts(self, form: Mapping[str, str], document: Document, reader: Reader) -> dict[str, Any]:
        """The facts of the form; what was not touched stays exactly as it was."""
        known, given = document.family.facts, self._began["facts"]
        typed = given_facts(form, document.family, reader.zone)
        kept = {each.key: each.value for each in self.fields}
        same = {key for key in typed if key in given and form.get(key, "").strip() == kept.get(key)}
        return {key: given[key] if key in same else typed[key] for key in known if key in typed}

    def _fill(
        self, found: Mapping[str, Any], got: tuple[Mapping[str, Any], ...], document: Document, reader: Reader
    ) -> None:
        facts, known, expected = found["facts"], document.family.facts, list(found.get("expect", ()))
        self._began, self.wrong, self.name = found, "", found["name"]
        self.fields = [
            replace(each, value=typed_text(facts.get(each.key), known[each.key], facts, reader.zone, reader.language))
            for each in fact_fields(document, reader, also=facts)
        ]
        self._effects = [*expected, *(dict(each) for each in got if dict(each) not in expected)]
        words = effect_lines(self._effects, document, reader)
        self.ticks = [Tick(f"tick-{i}", text, i < len(expected)) for i, text in enumerate(words)]
