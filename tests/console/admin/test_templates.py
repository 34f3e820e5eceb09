"""The editor of templates, as the administration's handlers run it."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console import guard
from console.admin.templates.present import template_lines
from console.admin.templates.state import TemplatesState
from console.ui.figures import Reader
from domain.kernel.permissions import Permission
from domain.templates.queries import TemplateRow
from domain.work.application import Application
from notifications.render import TemplateLetters
from tests.console.admin.conftest import Screen

WHICH = {"template": "delivered", "language": "fr"}


@pytest.fixture(autouse=True)
def letters(application: Application) -> None:
    application.ports = replace(application.ports, letters=TemplateLetters())


def shown(screen: Screen, wanted: dict[str, str], *calls: tuple[Any, ...]) -> TemplatesState:
    """The state after what the address names was opened and these handlers ran."""

    async def story() -> TemplatesState:
        state = await screen.of(TemplatesState)
        await state._show(screen.person, wanted)
        for handler, *args in calls:
            await screen.call(TemplatesState, handler, *args)
        return state

    state: TemplatesState = asyncio.run(story())
    return state


def words(**values: str) -> str:
    return json.dumps({"subject": "a {{ number }}", "text": "{{ hello }}", "sms": "reçu"} | values)


def test_the_handlers_ask_for_their_right() -> None:
    for handler in ("look", "save", "restore", "switch"):
        rule = guard.rule_for(f"{TemplatesState.get_full_name()}.{handler}")
        assert rule is not None and rule.needs is Permission.TEMPLATES_MANAGE


def test_the_list_has_a_heading_for_each_family_and_both_languages(screen: Screen) -> None:
    state = shown(screen, {})
    assert [row.heading for row in state.rows if row.heading] == [
        *("The order", "Delivery", "Money", "Returns and exchanges", "Service"),
    ]
    assert (state.panel, state.rows[0].state_en, state.rows[0].tone_fr) == ("nobody", "original text", "")
    assert state.rows[0].href == state.rows[0].href_en
    assert shown(screen, {"template": "../layout"}).panel == "missing"


def test_a_line_opens_the_language_of_its_reader(screen: Screen) -> None:
    rows = shown(screen, {}).rows
    read = Reader("fr", ZoneInfo("Europe/Paris"), datetime(2026, 11, 26, tzinfo=UTC))
    found = [TemplateRow(row.name, language, 0, True) for row in rows for language in ("en", "fr")]
    assert [row.href for row in template_lines(found, read)] == [row.href_fr for row in rows]


def test_words_are_tried_saved_compared_and_restored(screen: Screen) -> None:
    tried = shown(screen, WHICH, ("look", 3, words(text="{{ hello }}\n{{ nobody }}"), ""))
    assert (tried.answered, tried.trial.subject) == (3, "a #C1024")
    assert [(fault.part, fault.line) for fault in tried.trial.faults] == [("text", 2)]
    assert tried.trial.size == "1 SMS · characters: 4 of 70 · UCS-2"
    assert "ç" in tried.trial.warns
    missing = shown(screen, WHICH, ("look", 4, words(), "#W404"))
    assert "#W404" in missing.problem and missing.trial.about == ""
    saved = shown(screen, WHICH, ("save", words()))
    assert (saved.opened.number, saved.opened.shipped, saved.problem) == (1, False, "")
    refused = shown(screen, WHICH, ("save", words(subject="{{ x }}")))
    assert refused.opened.number == 1 and refused.trial.faults[0].part == "subject"
    compared = shown(screen, WHICH | {"version": "1"}, ("restore", 0))
    assert [version.title for version in compared.versions] == ["Version 2: back to the original text", "Version 1"]
    diff = shown(screen, WHICH | {"version": "1"}).diff
    assert [(line.part, line.kind) for line in diff if line.part] == [
        *(("Subject", "part"), ("E-mail", "part"), ("SMS", "part")),
    ]
    assert ("gone", "reçu") in [(line.kind, line.text) for line in diff]


def test_a_message_is_switched_off_and_on_again_unless_customers_ask_for_it(screen: Screen) -> None:
    off = shown(screen, WHICH, ("switch",))
    assert (off.opened.off, off.opened.switch_version, off.problem) == (True, 1, "")
    assert [row.name for row in off.rows if row.off] == ["delivered"]
    on = shown(screen, WHICH, ("switch",))
    assert (on.opened.off, [row.name for row in on.rows if row.off]) == (False, [])
    kept = shown(screen, {"template": "identity_code", "language": "en"}, ("switch",))
    assert kept.opened.always_on and "cannot be switched off" in kept.problem
