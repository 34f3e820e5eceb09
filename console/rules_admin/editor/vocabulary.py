"""What rules of a family may say, as the builder in the browser needs it. Pure."""

from collections.abc import Callable
from typing import Any, Final

from console.ui.figures import Reader
from domain.kernel.money import minor_digits
from rules_engine.document.model import Document
from rules_engine.readback.names import calendar_name, list_name
from rules_engine.readback.words import capital, spoken_word
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.operators import WEEKDAYS, operators_for
from rules_engine.vocabulary.terms import EffectKind, Fact, Family, Kind, Origin, Parameter

CURRENCIES: Final = ("EUR", "USD", "GBP", "CHF", "CAD", "JPY", "PLN", "SEK", "*")
MOST_CHOICES: Final = 60  # of one list that are chosen from; a longer one is searched by typing


def vocabulary_of(document: Document, reader: Reader) -> dict[str, Any]:
    """Facts, operators by kind of fact, effects, lists and calendars, in the reader's language."""
    family, language = document.family, reader.language
    return {
        "zone": reader.zone.key,
        "colon": "\xa0: " if language == "fr" else ": ",
        "facts": [_fact(each, language) for each in family.facts.values()],
        "operators": {
            kind.value: [
                {"key": each.key, "label": each.label.in_language(language), "takes": each.takes.value}
                for each in operators_for(kind)
            ]
            for kind in Kind
        },
        "effects": [_effect(each, document, language) for each in family.effects.values()],
        "lists": _lists(document, language),
        "calendars": [
            {"value": key, "label": capital(calendar_name(key, family, language))} for key in document.calendars
        ],
        "weekdays": [{"value": key, "label": words.in_language(language)} for key, words in WEEKDAYS.items()],
        "currencies": list(CURRENCIES),
        "digits": {each: minor_digits(each) for each in CURRENCIES if each != "*"},
    }


def both(called: Callable[[str, Family, str], str], key: str, family: Family) -> dict[str, str]:
    """What a list or a calendar is called in both languages."""
    return {language: capital(called(key, family, language)) for language in ("en", "fr")}


def _fact(fact: Fact, language: str) -> dict[str, Any]:
    said = _value(fact, language)
    return {**said, "help": fact.help.in_language(language), "derived": fact.origin is Origin.DERIVED}


def _effect(effect: EffectKind, document: Document, language: str) -> dict[str, Any]:
    return {
        "key": effect.key,
        "label": effect.label.in_language(language),
        "help": effect.help.in_language(language),
        "parameters": [_parameter(each, document, language) for each in effect.parameters],
    }


def _parameter(of: Parameter, document: Document, language: str) -> dict[str, Any]:
    """A parameter that has to be on a list of the document is chosen by name, as long as the list is short enough; one
    with more is typed, and what is typed may be the name.
    """
    known, said = document.lists.get(of.named_list or ""), _value(of, language)
    if known is None or len(known) > MOST_CHOICES:
        return said
    return said | {"kind": Kind.CHOICE.value, "choices": [_named(key, of, language) for key in known]}


def _named(key: str, of: Parameter, language: str) -> dict[str, str]:
    return {"value": key, "label": capital(spoken_word(key, of, language)) or key}


def _value(of: Fact | Parameter, language: str) -> dict[str, Any]:
    spoken = of.kind in (Kind.DECIMAL, Kind.MONEY, Kind.DURATION)
    return {
        "key": of.key,
        "label": of.label.in_language(language),
        "kind": of.kind.value,
        "choices": [{"value": each.key, "label": each.label.in_language(language)} for each in of.choices],
        "unit": of.unit.in_language(language) if of.unit and not spoken else "",
        "list": of.named_list or "",
        "called": {each.key: each.label.in_language(language) for each in of.spoken},
    }


def _lists(document: Document, language: str) -> dict[str, dict[str, Any]]:
    family = document.family
    return {
        key: {
            "label": capital(list_name(key, family, language)),
            "values": list(document.lists.get(key, ())),
            "kept": key in document.lists,
        }
        for key in dict.fromkeys((*FAMILIES[family.key].lists, *document.lists))
    }
