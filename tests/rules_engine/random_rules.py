"""Random documents and facts, the same for the same seed: every family, operator, group, hit policy and derivation."""

import random
from typing import Any

from domain.kernel.errors import Invalid
from rules_engine.document.limits import LARGEST
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.document.values import LARGEST_MAJOR
from rules_engine.engine.samples import sample_facts
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.operators import WEEKDAYS, Takes, operators_for
from rules_engine.vocabulary.terms import EffectKind, Fact, Family, Kind, Origin, Parameter

WORDS = (
    "fr",
    "FR",
    "De",
    "blue",
    "Œuf à la coque",
    "late",
    "damaged",
    "a b",
    "x" * 120,
    '"quote\\',
    "9",
    "-",
    "t:fr",
    "日本",
)
HOSTILE = (*WORDS, "\u0000", "\ud800", "' OR 1=1", "(" * 500, "x" * 10_000, "$and", '{"a":1}', "true", "null", "0")
CURRENCIES = ("EUR", "USD", "JPY")
SPANS = (60, 3_600, 86_400, 30 * 86_400)
INSTANTS = ("2026-11-26T09:00:00Z", "2026-11-24T10:00:00Z", "2026-11-28T23:30:00+01:00", "1999-12-31T23:59:59Z")
LISTS = {"queues": list(WORDS[:6]), "vips": ["DE", "Late"], "none": []}
CALENDARS = {
    "paris": {
        "time_zone": "Europe/Paris",
        "hours": {"mon": ["09:00-12:00", "13:00-18:00"], "tue": ["09:00-18:00"], "sat": ["10:00-24:00"]},
        "holidays": ["2026-11-24", "2026-12-25"],
    }
}


def random_document(seed: int, *, most_rules: int = 24) -> Document:
    """A document that is accepted; what is refused of a random one (too many alternatives, circles) is left out."""
    return parse_document(random_plain(seed, most_rules=most_rules))


def random_plain(seed: int, *, most_rules: int = 24) -> dict[str, Any]:
    """The plain form of it."""
    chance = random.Random(seed)
    family = FAMILIES[chance.choice(tuple(FAMILIES))]
    narrow = chance.sample(sorted(family.facts), chance.randint(2, 12))  # few facts, so that rules meet
    plain: dict[str, Any] = {"format": 1, "family": family.key, "lists": LISTS, "calendars": CALENDARS}
    plain["rules"] = [_rule(i, family, narrow, chance) for i in range(chance.randint(0, most_rules))]
    plain["tables"] = [_table(i, family, narrow, chance) for i in range(chance.choice((0, 0, 1, 2)))]
    while True:
        try:
            parse_document(plain)
            return plain
        except Invalid as refused:
            assert refused.code in ("too_many_alternatives", "too_many_comparisons", "circular_derivation"), refused
            part, number = str(refused.field).split(".")[0].rstrip("]").split("[")
            del plain[part][int(number)]


def random_facts(document: Document, seed: int, *, count: int) -> list[dict[str, Any]]:
    """Facts near what the rules name, and facts that are anything."""
    chance = random.Random(seed)
    near = list(sample_facts(document, count=count, seed=seed))
    return [each if chance.random() < 0.7 else _anything(document.family, each, chance) for each in near]


def _anything(family: Family, facts: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    changed = dict(facts)
    for key in chance.sample(sorted(family.facts), 6):
        fact = family.facts[key]
        if fact.origin is not Origin.DERIVED and not key.endswith("currency"):
            changed[key] = _fact_value(fact, chance)
            if fact.currency_fact:
                changed[fact.currency_fact] = chance.choice(CURRENCIES)
    return changed


def _fact_value(fact: Fact, chance: random.Random) -> Any:
    if fact.kind in (Kind.TEXT, Kind.CHOICE):
        return chance.choice((*HOSTILE, *fact.choice_keys))
    if fact.kind is Kind.LIST:
        return chance.sample(HOSTILE, chance.randint(0, 4))
    if fact.kind is Kind.FLAG:
        return chance.random() < 0.5
    if fact.kind is Kind.INSTANT:
        return chance.choice(INSTANTS)
    return chance.choice((0, 1, -1, 5, LARGEST, -LARGEST, chance.randint(-(10**6), 10**6)))


def _rule(i: int, family: Family, narrow: list[str], chance: random.Random) -> dict[str, Any]:
    rule = {"id": f"rule-{i}", "name": {"en": f"Rule {i}", "fr": f"Règle {i}"}, "then": _effects(family, chance)}
    if chance.random() < 0.95:
        rule["when"] = _condition(family, narrow, chance, depth=chance.randint(0, 3))
    return rule | _shared(chance)


def _shared(chance: random.Random) -> dict[str, Any]:
    said: dict[str, Any] = {"priority": chance.choice((0, 0, 1, 5, -3)), "enabled": chance.random() < 0.95}
    if chance.random() < 0.1:
        said |= {"from": "2026-11-25T00:00:00Z", "to": "2026-12-01T00:00:00+01:00"}
    if chance.random() < 0.1:
        said["note"] = "why\nnot"
    return said


def _condition(family: Family, narrow: list[str], chance: random.Random, *, depth: int) -> dict[str, Any]:
    if depth == 0 or chance.random() < 0.2:
        return _comparison(family, narrow, chance)
    kind = chance.choice(("all", "all", "any", "none"))
    return {kind: [_condition(family, narrow, chance, depth=depth - 1) for _ in range(chance.randint(1, 3))]}


def _comparison(family: Family, narrow: list[str], chance: random.Random) -> dict[str, Any]:
    fact = family.facts[chance.choice(narrow)]
    operator = chance.choice(operators_for(fact.kind))
    said: dict[str, Any] = {"fact": fact.key, "op": operator.key}
    if operator.takes is not Takes.NOTHING:
        said["value"] = _value(fact, operator.takes, family, chance)
    return said


def _value(fact: Fact, takes: Takes, family: Family, chance: random.Random) -> Any:
    others = [each.key for each in family.facts.values() if each.kind is fact.kind]
    if takes is Takes.ONE and chance.random() < 0.15:
        factor = {"times_millionths": chance.randint(1, 3_000_000)}
        numeric = fact.kind not in (Kind.TEXT, Kind.CHOICE, Kind.INSTANT) and chance.random() < 0.5
        return {"fact": chance.choice(others), **(factor if numeric else {})}
    simple = {
        Takes.NAMED_LIST: lambda: chance.choice(tuple(LISTS)),
        Takes.CALENDAR: lambda: "paris",
        Takes.SPAN: lambda: chance.choice(SPANS),
        Takes.PART: lambda: chance.choice(WORDS),
        Takes.WEEKDAYS: lambda: {"days": chance.sample(tuple(WEEKDAYS), 3), "time_zone": "America/New_York"},
        Takes.SEVERAL: lambda: [_several(fact, chance) for _ in range(chance.randint(1, 4))],
        Takes.TWO: lambda: _two(fact, chance),
    }
    return simple[takes]() if takes in simple else _literal(fact, chance)


def _several(fact: Fact, chance: random.Random) -> Any:
    return chance.choice(WORDS) if fact.kind is Kind.LIST else _literal(fact, chance)


def _two(fact: Fact, chance: random.Random) -> list[Any]:
    if fact.kind is Kind.MONEY:
        low = _amounts(chance)
        return [low, {currency: amount + chance.choice((0, 3)) for currency, amount in low.items()}]
    both = [_literal(fact, chance) for _ in range(2)]
    return (
        sorted(both, key=lambda each: each.replace("2026-11-28T23:30:00+01:00", "2026-11-28T22"))
        if fact.kind is Kind.INSTANT
        else sorted(both)
    )


def _literal(of: Fact | Parameter, chance: random.Random) -> Any:
    least, most = (of.least, of.most) if isinstance(of, Parameter) else (-LARGEST, LARGEST)
    if of.kind is Kind.CHOICE:
        return chance.choice(of.choice_keys)
    if of.kind is Kind.TEXT:
        return chance.choice(LISTS["queues"]) if isinstance(of, Parameter) else chance.choice(WORDS)
    if of.kind is Kind.FLAG:
        return chance.random() < 0.5
    if of.kind is Kind.INSTANT:
        return chance.choice(INSTANTS)
    if isinstance(of, Parameter) and of.unlimited and chance.random() < 0.3:
        return "no_limit"
    if of.kind is Kind.MONEY:
        return _amounts(chance)
    if of.kind is Kind.WORDS:
        return {"en": "So it is.", "fr": "C’est ainsi."}
    return max(least, min(most, chance.choice((0, 1, 2, 5, 100, -1, 10**6, LARGEST, -LARGEST))))


def _amounts(chance: random.Random) -> dict[str, int]:
    currencies = chance.choice((("EUR",), ("EUR",), ("EUR", "JPY"), ("*",), ("USD", "*")))
    return {each: chance.choice((0, 1, 5, 10_000, LARGEST_MAJOR - 3)) for each in currencies}


def _effects(family: Family, chance: random.Random) -> list[dict[str, Any]]:
    kinds = chance.sample([each for each in family.effects.values() if each.key != "derive"], chance.randint(1, 2))
    said = [_effect(kind, chance) for kind in kinds]
    return [*said, _derivation(family, chance)] if chance.random() < 0.25 else said


def _effect(kind: EffectKind, chance: random.Random) -> dict[str, Any]:
    return {"effect": kind.key, **{each.key: _literal(each, chance) for each in kind.parameters}}


def _derivation(family: Family, chance: random.Random) -> dict[str, Any]:
    derived = [each for each in family.facts.values() if each.origin is Origin.DERIVED]
    fact = chance.choice(derived)
    return {"effect": "derive", "fact": fact.key, "value": _literal(fact, chance)}


def _table(i: int, family: Family, narrow: list[str], chance: random.Random) -> dict[str, Any]:
    facts = [family.facts[key] for key in chance.sample(narrow, min(len(narrow), chance.randint(1, 3)))]
    inputs = [(fact, chance.choice(operators_for(fact.kind))) for fact in facts]
    outputs = [(kind, each) for kind in chance.sample(list(family.effects.values()), 2) for each in kind.parameters]
    if not outputs or chance.random() < 0.3:
        outputs.append(
            ("derive", chance.choice([each for each in family.facts.values() if each.origin is Origin.DERIVED]))
        )
    rows = [_row(inputs, outputs, family, chance) for _ in range(chance.randint(1, 8))]
    table = {
        "id": f"table-{i}",
        "name": {"en": f"Table {i}", "fr": f"Tableau {i}"},
        "hit_policy": chance.choice(("first", "collect", "priority")),
        "inputs": [{"fact": fact.key, "op": operator.key} for fact, operator in inputs],
        "outputs": [
            {"effect": "derive", "fact": each.key} if kind == "derive" else {"effect": kind.key, "parameter": each.key}
            for kind, each in outputs
        ],
        "rows": rows,
    }
    return table | _shared(chance)


def _row(inputs: list[Any], outputs: list[Any], family: Family, chance: random.Random) -> dict[str, Any]:
    def cell(fact: Fact, operator: Any) -> Any:
        if chance.random() < 0.3:
            return None
        return True if operator.takes is Takes.NOTHING else _value(fact, operator.takes, family, chance)

    return {
        "when": [cell(fact, operator) for fact, operator in inputs],
        "then": [_literal(each, chance) for _, each in outputs],
        "priority": chance.choice((0, 0, 1, 2)),
    }
