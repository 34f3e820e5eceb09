"""The examples of the open draft."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.examples.present import example_lines
from console.rules_admin.examples.rows import ExampleLine
from console.rules_admin.refusals import without_place
from console.rules_admin.trial.state import TrialState
from console.ui.desk import Desk, page_load
from console.ui.figures import Reader
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from rules_engine.document.model import Document
from rules_engine.publishing.edit_draft import add_example, change_example, drop_example
from rules_engine.publishing.examples import ExampleResult, accepted
from rules_engine.publishing.rows import DraftRow


class ExamplesState(rx.State):
    """`wrong` stands at the name of a new example; `asked` is the one whose removal is asked about, `asked_title`
    what the reader calls it.
    """

    lines: list[ExampleLine] = []
    asked: str = ""
    asked_title: str = ""
    wrong: str = ""
    _examples: list[Mapping[str, Any]] = []
    _document: Document | None = None
    _got: dict[str, tuple[Mapping[str, Any], ...]] = {}
    _results: dict[str, ExampleResult] = {}

    @screen_event(Permission.RULES_READ)
    async def add(self, form: dict[str, str]) -> Any:
        """Keep what was just tried out as an example: its facts, and the effects that are ticked."""
        desk, trial = await self.get_state(Desk), await self.get_state(TrialState)
        expect = [said for i, said in enumerate(trial._said) if form.get(f"expect-{i}")]
        example = {"name": form.get("name", ""), "facts": trial._facts, "expect": expect}
        try:
            await self._change(add_example, example=example)
        except DomainError as refusal:
            self.wrong = without_place(refusal, desk._spoken())
            return None
        self.wrong = ""
        desk._tell("green", translate("Kept as an example.", desk._spoken()))
        return page_load()

    @screen_event(Permission.RULES_READ)
    async def ask_about(self, name: str) -> Any:
        """Name the example whose removal is asked about."""
        self.asked, self.asked_title = name, next((each.title for each in self.lines if each.name == name), name)

    @screen_event(Permission.RULES_READ)
    async def drop(self) -> Any:
        """Take out the example that was asked about."""
        desk = await self.get_state(Desk)
        await self._change(drop_example, name=self.asked)
        desk._tell("green", translate("The example “{name}” is out.", desk._spoken(), name=self.asked_title))
        return page_load()

    @screen_event(Permission.RULES_READ)
    async def accept(self, name: str) -> Any:
        """Let the example of this name expect what the rules say to its facts now."""
        desk, result = await self.get_state(Desk), self._results.get(name)
        found = next((each for each in self._examples if each["name"] == name), None)
        if found is None or result is None:
            return None
        await self._change(change_example, name=name, example=accepted(found, result))
        title = next((each.title for each in self.lines if each.name == name), name)
        said = translate("The example “{name}” expects what the rules say now.", desk._spoken(), name=title)
        desk._tell("green", said)
        return page_load()

    async def _change(self, use_case: Any, **values: Any) -> None:
        card = (await self.get_state(DraftsState)).chosen
        await console().perform(
            use_case,
            signed_in().actor,
            draft_id=parse_id(card.id, field="draft"),
            expected_version=card.version,
            **values,
        )

    def _show(
        self, row: DraftRow | None, document: Document | None, results: tuple[ExampleResult, ...], reader: Reader
    ) -> None:
        self._examples, self._document = list(row.examples) if row else [], document
        self._results = {each.name: each for each in results}
        self._got = {each.name: each.got for each in results}
        self.lines = []
        if row and document:
            edit = f"/rules?family={row.family}&draft={row.id}"
            self.lines = example_lines(row.examples, results, document, reader, edit=edit)
