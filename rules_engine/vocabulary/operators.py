"""How a fact can be compared, by its kind.

A comparison with a fact that is absent does not hold; only "is not known" does. Text is compared without regard to
capitals and accents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules_engine.vocabulary.terms import Kind, Words


class Takes(StrEnum):
    """What stands on the right-hand side."""

    NOTHING = "nothing"
    ONE = "one"  # a value of the fact's kind, or another fact of its kind
    LITERAL = "literal"  # a value of the fact's kind
    TWO = "two"  # the lowest and the highest, both included
    SEVERAL = "several"
    NAMED_LIST = "named_list"
    PART = "part"  # a piece of text
    SPAN = "span"  # seconds
    WEEKDAYS = "weekdays"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of comparing."""

    key: str
    label: Words
    kinds: frozenset[Kind]
    takes: Takes


_TEXTS: Final = frozenset({Kind.TEXT, Kind.CHOICE})
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DURATION})
_ORDERED: Final = _NUMBERS | {Kind.INSTANT}
_ALL: Final = frozenset(Kind) - {Kind.WORDS}
_INSTANT: Final = frozenset({Kind.INSTANT})
_LIST: Final = frozenset({Kind.LIST})


def _operators() -> tuple[Operator, ...]:
    def one(key: str, en: str, fr: str, kinds: frozenset[Kind], takes: Takes) -> Operator:
        return Operator(key, Words(en, fr), kinds, takes)

    return (
        one("eq", "is", "est", _TEXTS | _NUMBERS, Takes.ONE),
        one("is", "is", "est", frozenset({Kind.FLAG}), Takes.LITERAL),
        one("ne", "is not", "n’est pas", _TEXTS | _NUMBERS, Takes.ONE),
        one("lt", "is less than", "est inférieur à", _ORDERED, Takes.ONE),
        one("le", "is at most", "est au plus", _ORDERED, Takes.ONE),
        one("gt", "is more than", "est supérieur à", _ORDERED, Takes.ONE),
        one("ge", "is at least", "est au moins", _ORDERED, Takes.ONE),
        one("between", "is between", "est compris entre", _ORDERED, Takes.TWO),
        one("in", "is one of", "est parmi", _TEXTS | {Kind.INTEGER}, Takes.SEVERAL),
        one("not_in", "is none of", "n’est pas parmi", _TEXTS | {Kind.INTEGER}, Takes.SEVERAL),
        one("in_list", "is on the list", "est dans la liste", _TEXTS, Takes.NAMED_LIST),
        one("not_in_list", "is not on the list", "n’est pas dans la liste", _TEXTS, Takes.NAMED_LIST),
        one("contains", "contains", "contient", frozenset({Kind.TEXT}), Takes.PART),
        one("starts_with", "starts with", "commence par", frozenset({Kind.TEXT}), Takes.PART),
        one("has", "has", "comprend", _LIST, Takes.PART),
        one("has_any", "has one of", "comprend l’un de", _LIST, Takes.SEVERAL),
        one("has_all", "has all of", "comprend tous", _LIST, Takes.SEVERAL),
        one("has_any_in_list", "has one on the list", "comprend un de la liste", _LIST, Takes.NAMED_LIST),
        one("within_last", "was within the last", "date de moins de", _INSTANT, Takes.SPAN),
        one("longer_ago", "was longer ago than", "date de plus de", _INSTANT, Takes.SPAN),
        one("within_next", "is within the next", "arrive d’ici", _INSTANT, Takes.SPAN),
        one("on_weekday", "falls on", "tombe un", _INSTANT, Takes.WEEKDAYS),
        one("in_hours", "is in the opening hours", "est aux heures d’ouverture", _INSTANT, Takes.CALENDAR),
        one(
            "out_of_hours", "is outside the opening hours", "est hors des heures d’ouverture", _INSTANT, Takes.CALENDAR
        ),
        one("present", "is known", "est connu", _ALL, Takes.NOTHING),
        one("absent", "is not known", "n’est pas connu", _ALL, Takes.NOTHING),
    )


OPERATORS: Final[Mapping[str, Operator]] = {each.key: each for each in _operators()}
WEEKDAYS: Final[Mapping[str, Words]] = {
    "mon": Words("Monday", "lundi"),
    "tue": Words("Tuesday", "mardi"),
    "wed": Words("Wednesday", "mercredi"),
    "thu": Words("Thursday", "jeudi"),
    "fri": Words("Friday", "vendredi"),
    "sat": Words("Saturday", "samedi"),
    "sun": Words("Sunday", "dimanche"),
}


def operators_for(kind: Kind) -> tuple[Operator, ...]:
    """The ways of comparing a fact of this kind, in the order in which people see them."""
    return tuple(each for each in OPERATORS.values() if kind in each.kinds)
