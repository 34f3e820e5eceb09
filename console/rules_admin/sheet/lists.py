"""Lists and calendars as lines of the sheet. Pure."""

from collections.abc import Iterator
from typing import Final

from console.rules_admin.calendars.present import calendar_words
from console.rules_admin.sheet.rows import ListLine
from console.ui.figures import Reader
from rules_engine.document.model import Document, comparisons_in
from rules_engine.readback.names import calendar_name, list_name
from rules_engine.readback.words import capital, choice_word, spoken_word
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Fact, Parameter

MOST_VALUES: Final = 200  # shown of one list


def list_lines(document: Document, reader: Reader, *, edit: str = "") -> list[ListLine]:
    """The lists of the document; where it may be changed also those that the vocabulary has and it does not."""
    family = document.family
    names = dict.fromkeys((*document.lists, *(FAMILIES[family.key].lists if edit else ())))
    return [
        ListLine(
            name=name,
            href=f"{edit}&list={name}" if edit else "",
            label=capital(list_name(name, family, reader.language)),
            on_it=", ".join(_values(name, document, reader.language)),
            kept=name in document.lists,
        )
        for name in names
    ]


def calendar_lines(document: Document, reader: Reader, *, edit: str = "") -> list[ListLine]:
    """The calendars of the document."""
    return [
        ListLine(
            name=name,
            href=f"{edit}&calendar={name}" if edit else "",
            label=capital(calendar_name(name, document.family, reader.language)),
            on_it=calendar_words(each, reader),
        )
        for name, each in document.calendars.items()
    ]


def _values(name: str, document: Document, language: str) -> Iterator[str]:
    """What is on a list, in the words of what has its values or is compared with it."""
    users = _users(name, document)
    for value in document.lists.get(name, ())[:MOST_VALUES]:
        yield next(filter(None, (_called(value, of, language) for of in users)), value)


def _called(value: str, of: Fact | Parameter, language: str) -> str:
    return choice_word(value, of, language) if value in of.choice_keys else spoken_word(value, of, language)


def _users(name: str, document: Document) -> list[Fact | Parameter]:
    family = document.family
    listed = (each for each in comparisons_in(document) if OPERATORS[each.op].takes is Takes.NAMED_LIST)
    compared = {each.fact for each in listed if each.value == name}
    parameters = [each for effect in family.effects.values() for each in effect.parameters]
    facts = [each for key, each in family.facts.items() if key in compared or each.named_list == name]
    return [*facts, *(each for each in parameters if each.named_list == name)]
