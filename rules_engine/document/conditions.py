"""Read conditions: nested groups of comparisons."""

from typing import Any, Final, Literal, cast

from rules_engine.document.alternatives import count_alternatives
from rules_engine.document.limits import MOST_ALTERNATIVES, MOST_COMPARISONS, MOST_DEPTH
from rules_engine.document.model import Comparison, Condition, Group, comparisons_of
from rules_engine.document.refuse import below, mapping, refusal, sequence
from rules_engine.document.values import Surroundings, right_hand_side
from rules_engine.vocabulary.operators import OPERATORS

GROUPS: Final = ("all", "any", "none")


def read_condition(plain: Any, around: Surroundings, *, at: str) -> Condition:
    """The whole condition of a rule, or `Invalid` naming the place in it that is wrong."""
    condition = _condition(plain, around, at=at, depth=1)
    compared = sum(1 for _ in comparisons_of(condition))
    if compared > MOST_COMPARISONS:
        en = f"has {compared} comparisons; {MOST_COMPARISONS} is the most. Use a list, or several rules."
        fr = f"a {compared} comparaisons ; le maximum est {MOST_COMPARISONS}. Prenez une liste, ou plusieurs règles."
        raise refusal(at, code="too_many_comparisons", en=en, fr=fr)
    alternatives = count_alternatives(condition)
    if alternatives > MOST_ALTERNATIVES:
        en = f"comes to {alternatives} alternatives; {MOST_ALTERNATIVES} is the most. Make several rules of it."
        fr = f"revient à {alternatives} possibilités ; le maximum est {MOST_ALTERNATIVES}. Faites-en plusieurs règles."
        raise refusal(at, code="too_many_alternatives", en=en, fr=fr)
    return condition


def read_comparison(plain: Any, around: Surroundings, *, at: str) -> Comparison:
    """One comparison."""
    said = mapping(plain, at=at, required=("fact", "op"), optional=("value",))
    return comparison(said["fact"], said["op"], said.get("value"), around, at=at, value_at=below(at, "value"))


def comparison(fact_key: Any, op: Any, value: Any, around: Surroundings, *, at: str, value_at: str) -> Comparison:
    """A comparison from its three parts."""
    fact = around.family.facts.get(fact_key) if isinstance(fact_key, str) else None
    if fact is None:
        raise refusal(below(at, "fact"), code="unknown_fact", en="is not a known fact.", fr="n’est pas un fait connu.")
    operator = OPERATORS.get(op) if isinstance(op, str) else None
    if operator is None or fact.kind not in operator.kinds:
        en, fr = f"does not go with “{fact.key}”.", f"ne va pas avec « {fact.key} »."
        raise refusal(below(at, "op"), code="unknown_operator", en=en, fr=fr)
    return Comparison(fact.key, operator.key, right_hand_side(value, fact, operator, around, at=value_at))


def _condition(plain: Any, around: Surroundings, *, at: str, depth: int) -> Condition:
    if depth > MOST_DEPTH:
        en, fr = f"is nested more than {MOST_DEPTH} deep.", f"est imbriqué à plus de {MOST_DEPTH} niveaux."
        raise refusal(at, code="too_deep", en=en, fr=fr)
    if not isinstance(plain, dict) or not any(kind in plain for kind in GROUPS):
        return read_comparison(plain, around, at=at)
    kind = next(kind for kind in GROUPS if kind in plain)
    mapping(plain, at=at, required=(kind,))
    inside = below(at, kind)
    members = sequence(plain[kind], at=inside, least=1, most=MOST_COMPARISONS)
    read = tuple(_condition(each, around, at=f"{inside}[{i}]", depth=depth + 1) for i, each in enumerate(members))
    return Group(cast(Literal["all", "any", "none"], kind), read)
