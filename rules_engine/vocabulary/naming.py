"""A family with what people call the values of its lists, and the lists and calendars of a document. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias, TypeVar

from rules_engine.vocabulary.terms import Choice, EffectKind, Fact, Family, NamedList, Parameter, Words

LISTS: Final = "lists"  # under these two names: what the lists and the calendars themselves are called
CALENDARS: Final = "calendars"

Names: TypeAlias = Mapping[str, Mapping[str, Words]]
Spoken = TypeVar("Spoken", Fact, Parameter)


def with_names(family: Family, names: Names) -> Family:
    """The family that calls things by `names`: by the key of a list its values, under "lists" and "calendars" those
    of a document. Lists of the vocabulary keep their labels; values that nobody named keep what they were called.
    """
    if not names:
        return family
    own = {key: NamedList(key, label, Words("", "")) for key, label in names.get(LISTS, {}).items()}
    return replace(
        family,
        facts={key: _spoken(fact, names) for key, fact in family.facts.items()},
        effects={key: _effect(effect, names) for key, effect in family.effects.items()},
        lists={**own, **family.lists},
        calendars={**family.calendars, **names.get(CALENDARS, {})},
    )


def _effect(effect: EffectKind, names: Names) -> EffectKind:
    parameters = tuple(_spoken(each, names) for each in effect.parameters)
    return effect if parameters == effect.parameters else replace(effect, parameters=parameters)


def _spoken(of: Spoken, names: Names) -> Spoken:
    called = names.get(of.named_list or "", {})
    spoken = [Choice(key, words, proper=True) for key, words in called.items()]
    spoken += [each for each in of.spoken if each.key not in called]
    return replace(of, spoken=tuple(spoken)) if called else of
