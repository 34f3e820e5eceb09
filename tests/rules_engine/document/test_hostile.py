"""Whatever stands in a document or among facts: read, or refused with `Invalid`; never another error."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.errors import Invalid
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.facts.check import check_facts
from rules_engine.vocabulary.families import FAMILIES
from tests.rules_engine.random_rules import HOSTILE, random_plain
from tests.rules_engine.writing import NOW

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**63, -(2**200), float("nan"), float("inf"), "", [], {}, [[]], {"": ""}, [None]),
    *({"fact": "topic"}, {"all": []}, {"any": [{}]}, {"effect": "derive"}, {"EUR": None}, {1: 2}, ["EUR", 5], b"x"),
    *HOSTILE,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(plain: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in it."""
    keys = plain.keys() if isinstance(plain, dict) else range(len(plain)) if isinstance(plain, list) else ()
    for key in list(keys):
        yield plain, key
        yield from places(plain[key])


@pytest.mark.parametrize("seed", range(40))
def test_a_document_with_something_else_in_one_place(seed: int) -> None:
    chance = random.Random(seed)
    plain = random_plain(seed, most_rules=6)
    for _ in range(60):
        changed = copy.deepcopy(plain)
        container, key = chance.choice(list(places(changed)))
        if chance.random() < 0.2:
            del container[key]
        else:
            container[key] = chance.choice(VALUES)
        try:
            read = parse_document(changed)
        except Invalid as refused:
            assert refused.field
            json.dumps([refused.field, refused.en, refused.fr]).encode()
            f"{refused.field}{refused.en}{refused.fr}".encode()
        else:
            assert parse_document(as_plain(read)) == read


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_no_document(plain: Any) -> None:
    with pytest.raises(Invalid):
        parse_document(plain)


@given(st.sampled_from(sorted(FAMILIES)), st.data())
@settings(max_examples=400, deadline=None)
def test_any_facts_are_checked(family: str, data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(FAMILIES[family].facts))
    facts = data.draw(st.dictionaries(keys, JSON | st.sampled_from(VALUES), max_size=5))
    try:
        found = check_facts(FAMILIES[family], facts, now=NOW)
    except Invalid as refused:
        f"{refused.field}{refused.en}{refused.fr}".encode()
    else:
        json.dumps(found.plain).encode()
        assert check_facts(FAMILIES[family], found.plain, now=NOW) == found
