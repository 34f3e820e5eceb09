"""Many decisions' facts are made ready, and refused, as one decision's are."""

import random
from typing import Any

import pytest

from domain.kernel.errors import Invalid
from rules_engine.document.limits import LARGEST
from rules_engine.facts.check import check_facts
from rules_engine.facts.many import Grounds
from rules_engine.vocabulary.families import FAMILIES
from tests.rules_engine.random_rules import random_document, random_facts
from tests.rules_engine.writing import NOW

ODD = (None, "", " ", "x", "É ", 1, 0, -3, True, False, 1.0, LARGEST, LARGEST + 1, [], ["A", "b"], ["a", 1], {}, "eur")
TIMES = ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00", "2026-11-24T11:00:00.9+01:00")


def made(make: Any, facts: dict[str, Any]) -> Any:
    try:
        return make(facts)
    except Invalid as refusal:
        return (refusal.field, refusal.code, refusal.en, refusal.fr)


@pytest.mark.parametrize("family", FAMILIES)
def test_they_agree_with_one_at_a_time_on_anything(family: str) -> None:
    chance, known = random.Random(family), FAMILIES[family]
    grounds, facts = Grounds(known), list[dict[str, Any]]()
    document = next(each for each in map(random_document, range(1000)) if each.family.key == family)
    for i, usual in enumerate(random_facts(document, 7, count=400)):
        odd = {chance.choice((*known.facts, "shoe_size")): chance.choice(ODD + TIMES) for _ in range(i % 3)}
        facts.append({**usual, **odd})
    refused = 0
    for each in facts * 2:
        told = made(lambda facts: check_facts(known, facts, now=NOW).ground, each)
        assert made(lambda facts: grounds.of(facts, now=NOW), each) == told
        refused += isinstance(told, tuple)
    assert 0 < refused < 2 * len(facts)
