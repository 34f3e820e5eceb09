"""Why it was decided like that, in words."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.why.present import recorded_lines, why_blocks, why_source
from domain.decisions.queries import DecisionView
from domain.kernel.clock import SetClock
from rules_engine.decisions.explain import Explanation
from rules_engine.evaluate import evaluate
from tests.conftest import NOW
from tests.rules_engine.writing import compare, rule, version


@pytest.fixture
def reader(clock: SetClock) -> Callable[[str], Reader]:
    return lambda language: Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())


def decided(**values: Any) -> DecisionView:
    said = {
        "id": uuid4(),
        "family": "routing",
        "version_id": uuid4(),
        "version": "routing 3",
        "subject_kind": "case",
        "subject_id": uuid4(),
        "facts": {"topic": "return", "order_total": 12_345, "order_currency": "EUR"},
        "fired": [
            {
                "rule": "big-returns",
                "name": {"en": "Big returns", "fr": "Gros retours"},
                "because": [
                    {"fact": "topic", "actual": "return"},
                    {"fact": "order_total", "actual": 12_345},
                    {"fact": "customer_tier", "actual": None},
                ],
            }
        ],
        "effects": [],
        "answered_by": "engine",
        "microseconds": 90,
        "at": NOW,
    }
    return DecisionView(**said | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "rule", "facts"),
    [
        ("en", "Big returns", "Topic: Return, Order total: €123.45, Customer tier: not known"),
        ("fr", "Gros retours", "Sujet : Retour, Total de la commande : 123,45\xa0€, Niveau du client : inconnu"),
    ],
)
def test_why_names_the_rule_and_the_facts_that_made_it(
    reader: Callable[[str], Reader], language: str, rule: str, facts: str
) -> None:
    (row,) = recorded_lines(decided(), reader(language))
    assert row.name == rule
    assert ", ".join(row.because).casefold() == facts.casefold()


def test_where_no_rule_applied_that_is_said(reader: Callable[[str], Reader]) -> None:
    assert why_source(decided(fired=[]), reader("en")) == "No rule of “Routing”, version 3 applied."
    assert why_source(decided(), reader("en")) == "Decided by the rules “Routing”, version 3"


def test_what_fired_and_what_kept_the_rest(reader: Callable[[str], Reader]) -> None:
    rules = version(rule("a", compare("topic", "eq", "return")), rule("b", compare("orders_30d", "ge", 3)))
    again = evaluate(rules, {"topic": "return", "orders_30d": 1}, now=NOW)
    recorded = decided(facts=again.facts_as_plain(), fired=list(again.fired_as_plain()))
    (block,) = why_blocks([Explanation(recorded, again, tuple(again.not_fired()), True)], reader("en"))
    assert [(line.name, line.because) for line in block.fired] == [("Rule a", ["topic is return (it is return)"])]
    assert [(line.name, line.actual) for line in block.others] == [("Rule b", "it is 1")]
    assert [line.text for line in block.says] == ["Put in queue returns"]
    assert "by the engine, checked" in block.how and block.note == ""


@pytest.mark.parametrize(("facts", "word"), [({}, "erased"), ({"topic": "return"}, "written down")])
def test_where_it_cannot_be_decided_again_the_record_is_shown(
    reader: Callable[[str], Reader], facts: dict[str, Any], word: str
) -> None:
    recorded = decided(facts=facts, fired=decided().fired if facts else [])
    (block,) = why_blocks([Explanation(recorded, None, (), False)], reader("en"))
    assert word in block.note
    assert len(block.fired) == len(recorded.fired)


def test_the_built_in_table_is_named(reader: Callable[[str], Reader]) -> None:
    assert why_source(decided(answered_by="built_in", fired=[]), reader("en")).startswith("No rules were published yet")
