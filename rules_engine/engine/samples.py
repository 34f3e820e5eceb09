"""Facts to try a document with: around every value that it compares with, and without."""

import random
from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.kernel.errors import Invalid
from domain.kernel.money import check_currency
from rules_engine.document.limits import LARGEST
from rules_engine.document.model import Amounts, Comparison, Document, OtherFact, Range, Weekdays, comparisons_in
from rules_engine.document.plain import written
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Fact, Kind, Origin

_OTHER_TEXT: Final = "something else"
_LATEST: Final = 4_102_444_800  # the year 2100
_CURRENCIES: Final = ("EUR", "JPY")


def sample_facts(document: Document, *, count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """`count` plain facts, the same for the same `seed`: values that the rules name, their neighbours, others, none."""
    chance = random.Random(seed)
    pools = _pools(document)
    for _ in range(count):
        facts = {key: chance.choice(pool) for key, pool in pools.items() if pool and chance.random() < 0.9}
        yield _with_currencies(facts, document, chance)


def _pools(document: Document) -> dict[str, list[Any]]:
    """For each fact that rules read and somebody may give, values to try."""
    facts = document.family.facts
    pools: dict[str, set[Any]] = {"now": set(_anything(facts["now"]))}
    for comparison in comparisons_in(document):
        fact = facts[comparison.fact]
        pools.setdefault(fact.key, set(_anything(fact))).update(_around(comparison, fact, document))
        if isinstance(comparison.value, OtherFact):
            other = facts[comparison.value.fact]
            pools.setdefault(other.key, set(_anything(other)))
    given = (key for key in sorted(pools) if facts[key].origin is not Origin.DERIVED)
    return {key: sorted(pools[key], key=repr) for key in given}


def _anything(fact: Fact) -> Iterator[Any]:
    if fact.kind is Kind.FLAG:
        yield from (True, False)
    elif fact.kind is Kind.LIST:
        yield from ((), (_OTHER_TEXT,))
    elif fact.kind is Kind.INSTANT:
        yield from ("2026-11-26T09:00:00Z", "2026-11-28T23:30:00Z")
    elif fact.kind in (Kind.TEXT, Kind.CHOICE):
        yield from (fact.choice_keys or (_OTHER_TEXT,))
    else:
        yield from (0, 1)


def _around(comparison: Comparison, fact: Fact, document: Document) -> Iterator[Any]:
    value, takes = comparison.value, OPERATORS[comparison.op].takes
    if takes is Takes.NAMED_LIST:
        value = document.lists[str(value)][:50]
    if isinstance(value, Weekdays) or takes in (Takes.CALENDAR, Takes.SPAN):
        return
    if fact.kind is Kind.LIST:
        texts = value if isinstance(value, tuple) else (value,)
        yield from (tuple(map(str, texts)), tuple(map(str, texts[:1])))
        return
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, str):
            yield from (each, f"a {each} b") if takes is Takes.PART else (each,)
        for number in _numbers(each):
            yield from _neighbours(number, fact)


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, Range):
        yield from (*_numbers(value.low), *_numbers(value.high))
    elif isinstance(value, Amounts):
        yield from (amount for _, amount in value.by_currency)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def _neighbours(number: int, fact: Fact) -> Iterator[Any]:
    for each in (number - 1, number, number + 1):
        if fact.kind is not Kind.INSTANT:
            yield max(-LARGEST, min(LARGEST, each))
        elif 0 < each < _LATEST:
            yield written(each)


def _with_currencies(facts: dict[str, Any], document: Document, chance: random.Random) -> dict[str, Any]:
    """Amounts need their currency beside them."""
    kinds: Mapping[str, Fact] = document.family.facts
    for key in list(facts):
        currency_fact = kinds[key].currency_fact
        if currency_fact:
            try:
                check_currency(facts.get(currency_fact, "EUR"))
                facts.setdefault(currency_fact, "EUR")
            except Invalid:
                facts[currency_fact] = chance.choice(_CURRENCIES)
    return facts
