"""What people type becomes what rules compare; what cannot be understood stays as it was typed."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.rules_admin.editor.said import part_said, values_said
from console.rules_admin.refusals import place_within, without_place
from console.rules_admin.typed import given_facts, percent, scaled, span, typed_text
from domain.kernel.errors import Invalid
from rules_engine.document.refuse import refusal
from rules_engine.vocabulary.families import FAMILIES

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("90", 90), ("15 min", 900), ("2 h", 7200), ("3j", 259_200), ("3 D", 259_200), ("soon", "soon")],
)
def test_spans(typed: str, seconds: int | str) -> None:
    assert span(typed) == seconds


@pytest.mark.parametrize(("typed", "minor"), [("12.5", 1250), ("1 012,50", 101_250), ("1.005", "1.005"), ("x", "x")])
def test_amounts(typed: str, minor: int | str) -> None:
    assert scaled(typed, 2) == minor


def test_shares_are_percent() -> None:
    assert [percent("12.5"), percent("12,5 %"), percent("100%")] == [125_000, 125_000, 1_000_000]


def test_facts_by_their_kind() -> None:
    form = {
        "topic": "return",
        "case_reopened": "yes",
        "case_priority": "2",
        "waiting_for": "2 h",
        "now": "2026-07-01T10:00",
        "customer_tags": "vip, , press",
        "subject": " ",
        "mood": "bad",
    }
    assert given_facts(form, FAMILIES["routing"], PARIS) == {
        "topic": "return",
        "case_reopened": True,
        "case_priority": 2,
        "waiting_for": 7200,
        "now": "2026-07-01T08:00:00Z",
        "customer_tags": ["vip", "press"],
    }


def test_what_is_filled_in_is_read_back_to_the_same() -> None:
    facts = {
        "topic": "return",
        "case_reopened": False,
        "waiting_for": 5400,
        "now": "2026-07-01T08:00:01Z",
        "customer_tags": ["vip", "press"],
        "order_currency": "JPY",
        "order_total": 1500,
        "customer_currency": "eur",
        "lifetime_value": -5,
        "refunds_30d": -3,
    }
    known = FAMILIES["routing"].facts
    form = {key: typed_text(value, known[key], facts, PARIS, "en") for key, value in facts.items()}
    assert form["waiting_for"] == "90 min" and form["lifetime_value"] == "-0.05"
    assert given_facts(form, FAMILIES["routing"], PARIS) == facts
    assert typed_text(None, known["topic"], facts, PARIS, "en") == ""
    rate = FAMILIES["policy"].facts["discount_rate"]
    assert [typed_text(each, rate, {}, PARIS, "en") for each in (125_000, 1_000_000, 1)] == ["12.5", "100", "0.0001"]


@pytest.mark.parametrize(
    ("family", "fact", "plain", "en", "fr"),
    [
        ("routing", "customer_risks", ["many_cancellations"], "Many cancellations", "Beaucoup d’annulations"),
        ("routing", "customer_risks", ["many_refunds", "new"], "Many refunds, new", "Beaucoup de remboursements, new"),
        ("policy", "reason", "defective", "Does not work", "Ne fonctionne pas"),
        ("policy", "role", "night shift", "night shift", "night shift"),
    ],
)
def test_values_with_a_name_are_typed_by_it_in_either_language(
    family: str, fact: str, plain: Any, en: str, fr: str
) -> None:
    known = FAMILIES[family].facts[fact]
    keys = plain if isinstance(plain, str) else ", ".join(plain)
    assert (typed_text(plain, known, {}, PARIS, "en"), typed_text(plain, known, {}, PARIS, "fr")) == (en, fr)
    for text in (en, fr, en.lower(), keys):
        assert given_facts({fact: text}, FAMILIES[family], PARIS) == {fact: plain}


def test_an_amount_goes_by_its_currency() -> None:
    given = given_facts({"amount": "1500", "currency": "jpy"}, FAMILIES["policy"], PARIS)
    assert given == {"amount": 1500, "currency": "jpy"}


def test_times_of_a_rule_are_meant_where_the_reader_is() -> None:
    typed: dict[str, Any] = {
        "name": {"en": "2026-01-01T10:00", "fr": "x"},
        "from": "2026-01-01T10:00",
        "when": {"all": [{"fact": "now", "op": "gt", "value": "2026-07-01T10:00"}]},
        "enabled": True,
        "note": "",
        "to": None,
    }
    assert part_said(json.dumps(typed), PARIS) == {
        "name": typed["name"],
        "from": "2026-01-01T09:00:00Z",
        "when": {"all": [{"fact": "now", "op": "gt", "value": "2026-07-01T08:00:00Z"}]},
    }


@pytest.mark.parametrize("text", ["[]", "nonsense", '"x"'])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        part_said(text, PARIS)


def test_values_of_a_list_stand_once() -> None:
    assert values_said({"values": [" a ", "", "b", "a", 3]}) == ["a", "b"]
    assert values_said({"values": "a"}) == []


def test_a_refusal_stands_at_its_place() -> None:
    said = refusal("rules[3].when.all[1].value", code="not_text", en="must be text.", fr="doit être un texte.")
    assert place_within(said) == "when.all[1].value"
    assert (without_place(said, "en"), without_place(said, "fr")) == ("Must be text.", "Doit être un texte.")
