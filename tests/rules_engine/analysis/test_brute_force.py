"""What is found is what trying all facts finds: exactly where there are few, and nothing wrong where there are many."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from domain.kernel.errors import Invalid
from rules_engine.analysis.analyse import everything
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.prove import NOW, proven
from rules_engine.analysis.study import Study
from rules_engine.decision import said_once
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.facts.check import check_facts
from rules_engine.reference.reference import Reference
from rules_engine.vocabulary.families import family_of
from tests.rules_engine.analysis.finding import table
from tests.rules_engine.random_rules import random_document, random_facts
from tests.rules_engine.writing import compare, document, rule

LIST = {"few": ["FR", "de"]}
COMPARISONS = [
    *(compare("topic", op, value) for op in ("in", "not_in") for value in (["return", "refund"], ["refund"])),
    *(compare("refunds_30d", op, value) for op in ("lt", "le", "gt", "ge", "eq", "ne") for value in (0, 1, 2)),
    *(compare("customer_known", "is", value) for value in (True, False)),
    *(compare("risk", op, value) for op in ("eq", "ne") for value in ("high", "low")),
    *(compare("customer_country", op, "few") for op in ("in_list", "not_in_list")),
    *(compare(fact, op) for fact in ("topic", "risk", "refunds_30d", "order_total") for op in ("present", "absent")),
    *(
        compare("order_total", op, value)
        for op in ("lt", "ge")
        for value in ({"EUR": 100}, {"*": 2}, {"JPY": 5, "*": 1})
    ),
]
EFFECTS = [
    {"effect": "queue", "queue": "a"},
    {"effect": "queue", "queue": "b"},
    {"effect": "tag", "tag": "x"},
    {"effect": "derive", "fact": "risk", "value": "high"},
    {"effect": "derive", "fact": "risk", "value": "low"},
]
EUROS, YEN, OTHERS = (0, 99, 100, 199, 200), (0, 1, 2, 4, 5), (99, 100, 199, 200)
AMOUNTS = [
    (None, None),
    (None, "EUR"),
    *product(EUROS, ("EUR",)),
    *product(YEN, ("JPY",)),
    *product((0, 1, 2), ("KRW",)),
    *product(OTHERS, ("USD",)),
]
VALUES: dict[str, list[Any]] = {
    "topic": [None, "return", "refund", "order"],
    "refunds_30d": [None, -1, 0, 1, 2, 3],
    "customer_known": [None, True, False],
    "customer_country": [None, "fr", "IT"],
}


def small_document(seed: int) -> Document:
    """A few rules and a table over few facts. Rules about the risk conclude none, so that none derives in a circle."""
    chance = random.Random(seed)
    rules = []
    for i in range(chance.randint(2, 6)):
        when = _condition(chance, chance.choice((0, 1, 1, 2)))
        then = EFFECTS[:3] if "risk" in str(when) else EFFECTS
        rules.append(rule(str(i), when, *chance.sample(then, chance.randint(1, 2)), priority=chance.randint(0, 1)))
    rows = [
        (
            [chance.choice((None, ["return"], ["refund", "order"])), chance.choice((None, 0, 1, 2))],
            each,
            chance.randint(0, 1),
        )
        for each in chance.choices("ab", k=chance.randint(1, 4))
    ]
    of_table = table(chance.choice(("first", "collect", "priority")), rows, on=(("topic", "in"), ("refunds_30d", "ge")))
    return parse_document(document(*rules, lists=LIST, tables=[of_table]))


def _condition(chance: random.Random, depth: int) -> dict[str, Any]:
    if depth == 0:
        return chance.choice(COMPARISONS)
    kind = chance.choice(("all", "all", "any", "none"))
    return {kind: [_condition(chance, depth - 1) for _ in range(chance.randint(1, 3))]}


def all_facts() -> Iterator[dict[str, Any]]:
    """Facts for everything that the comparisons above can tell apart."""
    for values, (amount, currency) in product(product(*VALUES.values()), AMOUNTS):
        said = {**dict(zip(VALUES, values, strict=True)), "order_total": amount, "order_currency": currency}
        yield {key: value for key, value in said.items() if value is not None}


GROUNDS = [check_facts(family_of("routing"), each, now=NOW).ground for each in all_facts()]


@pytest.mark.parametrize("tens", range(8))
def test_exactly_what_trying_all_facts_finds(tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        check_exactly(small_document(seed))


def check_exactly(parsed: Document) -> None:
    reference = Reference(parsed)
    study = Study(reference)
    found = list(everything(study, most=10**9))
    assert study.undecided == 0
    assert all(proven(each, reference) for each in found)
    tried = Tried(reference)
    idle = {each.position for each in found if each.kind in ("never", "shadowed")}
    assert idle == tried.never_fired()
    known = {each.position for each in found if each.kind in ("covered", "duplicate")}
    assert known == tried.never_counted()
    assert all(tried.fires_like(each.position or 0, each.others[0]) for each in found if each.kind == "duplicate")
    differing = {(each.position, each.others[0]) for each in found if each.kind in ("contradiction", "overlap")}
    assert differing == {pair for pair in tried.differing() if not known & set(pair)}
    assert any(each.kind == "gap" for each in found) == tried.has_gap()


class Tried:
    """What fires on each of the facts."""

    def __init__(self, reference: Reference) -> None:
        self.reference, self.clauses = reference, reference.clauses
        self.fired = [frozenset(reference.decide(ground).fired) for ground in GROUNDS]
        family = reference.document.family
        self.said = [{said_once(e, family): e for e in reversed(each.effects)} for each in self.clauses]
        self.meant = [frozenset(each.effects) for each in self.clauses]

    def never_fired(self) -> set[int]:
        return set(range(len(self.clauses))).difference(*self.fired)

    def never_counted(self) -> set[int]:
        counted: set[int] = set()
        for fired in set(self.fired):
            taken: set[object] = set()
            for i in sorted(fired):
                counted |= {i} if self.said[i].keys() - taken else set()
                taken |= self.said[i].keys()
        return set().union(*self.fired) - counted

    def fires_like(self, one: int, other: int) -> bool:
        return self.meant[one] == self.meant[other] and all((one in each) == (other in each) for each in self.fired)

    def differing(self) -> set[tuple[int, int]]:
        return {
            (i, j)
            for fired in set(self.fired)
            for i in fired
            for j in fired
            if j < i and any(self.said[j].get(key, said) != said for key, said in self.said[i].items())
        }

    def has_gap(self) -> bool:
        rows = {i for i, each in enumerate(self.clauses) if each.row is not None}
        return any(not rows & fired for fired in self.fired)


def test_nothing_said_of_random_rules_is_wrong_or_missing_on_random_facts() -> None:
    seen: set[str] = set()
    open_ = asked = 0
    for seed in range(40):
        parsed = random_document(seed)
        reference = Reference(parsed)
        study = Study(reference)
        found = list(everything(study, most=10**9))
        assert [each for each in found if not proven(each, reference)] == [], seed
        seen |= {each.kind for each in found}
        _not_refuted(found, parsed, reference, seed, sure=study.undecided == 0)
        open_, asked = open_ + study.undecided, asked + len(reference.clauses)
    assert seen >= {"never", "shadowed", "covered", "contradiction", "overlap", "gap"}
    assert open_ < asked / 10


def _not_refuted(found: list[Finding], parsed: Document, reference: Reference, seed: int, *, sure: bool) -> None:
    dead = {each.position for each in found if each.kind in ("never", "shadowed")}
    known = {each.position for each in found if each.kind in ("covered", "duplicate")}
    differing = {(each.position, each.others[0]) for each in found if each.kind in ("contradiction", "overlap")}
    said = [{said_once(e, parsed.family): e for e in reversed(each.effects)} for each in reference.clauses]
    for facts in random_facts(parsed, seed, count=60):
        try:
            ground = check_facts(parsed.family, facts, now=NOW, strict=True).ground
        except Invalid:
            continue
        fired, taken = reference.decide(ground).fired, set[object]()
        assert not dead & set(fired), (seed, facts)
        for i in fired:
            assert i not in known or said[i].keys() <= taken, (seed, i, facts)
            taken |= said[i].keys()
            others = [j for j in fired if j < i and any(said[j].get(key, e) != e for key, e in said[i].items())]
            missed = [j for j in others if (i, j) not in differing and not known & {i, j}]
            assert not (sure and missed), (seed, i, missed, facts)
