"""Read effects: what a rule says."""

from typing import Any, Final

from domain.kernel.errors import Invalid
from domain.kernel.text import fold
from rules_engine.document.limits import MOST_EFFECTS
from rules_engine.document.model import Effect, Value
from rules_engine.document.refuse import below, mapping, missing, one_of, refusal, sequence, text
from rules_engine.document.values import Surroundings, literal
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Family, Origin, Parameter, Words

_MOST_SAID: Final = 20  # values of a list that a refusal names


def read_effects(plain: Any, around: Surroundings, *, at: str) -> tuple[Effect, ...]:
    """The effects of a rule, at least one."""
    given = sequence(plain, at=at, least=1, most=MOST_EFFECTS)
    return tuple(read_effect(each, around, at=f"{at}[{i}]") for i, each in enumerate(given))


def read_effect(plain: Any, around: Surroundings, *, at: str) -> Effect:
    """One effect with its parameters, or `Invalid` naming the one that is wrong."""
    named = plain.get("effect") if isinstance(plain, dict) else None
    if named == DERIVE.key:
        return _derivation(plain, around, at=at)
    if not isinstance(plain, dict):
        mapping(plain, at=at)
    kind = around.family.effects[one_of(named, tuple(around.family.effects), at=below(at, "effect"))]
    said = mapping(plain, at=at, required=("effect", *(each.key for each in kind.parameters)))
    return Effect(
        kind.key,
        tuple((each.key, _parameter(said[each.key], each, around, at=below(at, each.key))) for each in kind.parameters),
    )


def _parameter(plain: Any, parameter: Parameter, around: Surroundings, *, at: str) -> Value:
    value = literal(plain, parameter, at=at)
    known = around.lists.get(parameter.named_list or "")
    if known is not None and value not in known:
        raise _not_on_list(parameter, known, around.family, at=at)
    return value


def _not_on_list(parameter: Parameter, known: tuple[str, ...], family: Family, *, at: str) -> Invalid:
    """Names the list and what is on it, each by what people call it and as it is written."""
    name = str(parameter.named_list)
    label = family.lists[name].label if name in family.lists else Words(name, name)
    en, fr = (", ".join(_allowed(parameter, known, language)) for language in ("en", "fr"))
    return refusal(
        at,
        code="not_on_list",
        en=f"is not on the list “{label.en}”. Allowed: {en}.",
        fr=f"n’est pas dans la liste « {label.fr} ». Valeurs possibles : {fr}.",
    )


def _allowed(parameter: Parameter, known: tuple[str, ...], language: str) -> list[str]:
    called = {each.key: each.label.in_language(language) for each in parameter.spoken}
    names = [(key, called.get(key, key)) for key in known[:_MOST_SAID]]
    said = [name if fold(name) == fold(key) else f"{name} ({key})" for key, name in names]
    return said if len(known) <= _MOST_SAID else [*said, "…"]


def _derivation(plain: Any, around: Surroundings, *, at: str) -> Effect:
    said = mapping(plain, at=at, required=("effect", "fact", "value"))
    fact = around.family.facts.get(text(said["fact"], at=below(at, "fact")))
    if fact is None or fact.origin is not Origin.DERIVED:
        en, fr = "is not a fact that rules may derive.", "n’est pas un fait que des règles peuvent conclure."
        raise refusal(below(at, "fact"), code="unknown_fact", en=en, fr=fr)
    if said["value"] is None:
        raise missing(below(at, "value"))
    value = literal(said["value"], fact, at=below(at, "value"))
    return Effect(DERIVE.key, (("fact", fact.key), ("value", value)))
