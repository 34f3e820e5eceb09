"""Which facts rules read, and a part read back by itself."""

from typing import Any

import pytest

from domain.kernel.errors import Invalid
from rules_engine.document.parse import parse_document
from rules_engine.readback.facts_read import facts_read
from rules_engine.readback.part import read_part

THEN = [{"effect": "refuse", "reason": {"en": "No.", "fr": "Non."}}]


def rule(when: Any, **more: Any) -> dict[str, Any]:
    return {"id": "one", "name": {"en": "One", "fr": "Une"}, "when": when, "then": THEN, **more}


def read(*rules: dict[str, Any]) -> list[str]:
    return [each.key for each in facts_read(parse_document({"format": 1, "family": "policy", "rules": list(rules)}))]


def test_amounts_come_with_their_currency_and_derived_facts_are_left_out() -> None:
    when = {"all": [{"fact": "amount", "op": "gt", "value": {"EUR": 1}}, {"fact": "risk", "op": "eq", "value": "high"}]}
    assert read(rule(when)) == ["currency", "amount"]


def test_dates_make_the_moment_a_fact() -> None:
    assert "now" in read(rule({"fact": "sku", "op": "present"}, **{"from": "2026-01-01T00:00:00Z"}))


def test_a_part_is_read_with_the_lists_around_it() -> None:
    around = {"family": "policy", "lists": {"skus": ["A"]}, "rules": [{"broken": True}]}
    part = rule({"fact": "sku", "op": "in_list", "value": "skus"})
    assert read_part(around, "rules", {**part, "id": "x"}).en == "If SKU is on the list “SKUs”, refuse “No.”."
    with pytest.raises(Invalid) as refused:
        read_part({"family": "policy"}, "rules", part)
    assert refused.value.field == "rules[0].when.value"


def test_of_a_table_the_first_rows() -> None:
    table = {
        "name": {"en": "T", "fr": "T"},
        "hit_policy": "first",
        "inputs": [{"fact": "sku", "op": "eq"}],
        "outputs": [{"effect": "return_window", "parameter": "days"}],
        "rows": [{"when": [sku], "then": [1]} for sku in "ABCD"],
    }
    said = read_part({"family": "policy"}, "tables", table)
    assert said.en.startswith("If SKU is A, take returns for 1 day. If SKU is B")
    assert said.fr.endswith("accepter les retours pendant 1 jour. …")
