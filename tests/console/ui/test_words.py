"""Every visible word has its French, with the same placeholders."""

import ast
import re
from collections.abc import Iterator

import pytest

from console.admin.connectors.present import all_words as connector_words
from console.admin.messages.present import all_words as message_words
from console.admin.queues.present import all_words as queue_words
from console.admin.templates.present import all_words as template_words
from console.admin.webhooks.choices import FAMILIES
from console.admin.words import all_words as administration_words
from console.rules_admin.simulation.labels import all_words as simulation_words
from console.supervise.approvals.present import all_phrases
from console.supervise.wall.present import all_words as wall_words
from console.ui.i18n import catalogue, translate
from console.ui.people import ROLES
from console.ui.shortcuts import SHORTCUTS
from console.ui.states import all_states
from console.ui.words import all_words
from console.workspace.actions.impossible import all_words as impossible_words
from console.workspace.clock import all_words as clock_words
from console.workspace.conversation.present import all_words as conversation_words
from console.workspace.inbox.calling import all_words as calling_words
from console.workspace.new_customer.state import LABELS
from console.workspace.timeline.letters import all_words as letter_words
from console.workspace.timeline.present import all_sentences
from console.workspace.timeline.state import FILTERS
from tests.support.server import CHECKOUT

SPEAKERS = {"t", "translate", "speak"}  # called with an English text first
PLACEHOLDER = re.compile(r"{\w+}")


def spoken() -> Iterator[str]:
    """English texts as they stand in the sources: `t("…")`, `translate("…")`, `reader.say("…")`, and the lists."""
    for path in (CHECKOUT / "console").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and speaks(node.func):
                yield from literals(node.args[0])
    for path in (CHECKOUT / "console").rglob("*.html"):
        yield from re.findall(r"""\bt\(["']([^"']+)["']\)""", path.read_text(encoding="utf-8"))
    yield from all_words()
    yield from all_states()
    yield from administration_words()
    yield from simulation_words()
    yield from conversation_words()
    yield from queue_words()
    yield from connector_words()
    yield from template_words()
    yield from wall_words()
    yield from calling_words()
    yield from clock_words()
    yield from impossible_words()
    yield from letter_words()
    yield from message_words()
    yield from all_phrases()
    yield from all_sentences()
    yield from FAMILIES.values()
    yield from FILTERS.values()
    yield from LABELS.values()
    yield from ROLES.values()
    for name, shortcuts in SHORTCUTS.items():
        yield name
        yield from (shortcut.does for shortcut in shortcuts)


def speaks(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in SPEAKERS
    return isinstance(function, ast.Attribute) and function.attr == "say"


def literals(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    if isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)


def test_every_text_has_its_french() -> None:
    assert sorted({text for text in spoken() if not catalogue().get(text)}) == []


@pytest.mark.parametrize("english", sorted(catalogue()))
def test_french_names_the_same_values(english: str) -> None:
    assert set(PLACEHOLDER.findall(catalogue()[english])) == set(PLACEHOLDER.findall(english))


def test_no_french_is_left_over() -> None:
    assert sorted(set(catalogue()) - set(spoken())) == []


def test_values_are_filled_in_both_languages() -> None:
    assert translate("Account of {name}", "en", name="Léa") == "Account of Léa"
    assert translate("Account of {name}", "fr", name="Léa") == "Compte de Léa"
