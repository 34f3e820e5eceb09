"""What stands on the right-hand side of a comparison, and in the parameters of an effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.kernel.business_time import Calendar
from domain.kernel.errors import Invalid
from domain.kernel.money import check_currency
from domain.kernel.time_zone import check_time_zone
from rules_engine.document.limits import LARGEST, LONGEST_SPAN, LONGEST_TEXT, MOST_VALUES
from rules_engine.document.model import ANY_CURRENCY, NO_LIMIT, Amounts, OtherFact, Range, Value, Weekdays
from rules_engine.document.refuse import (
    below,
    flag,
    instant,
    mapping,
    missing,
    one_of,
    refusal,
    sequence,
    shown,
    text,
    whole_number,
)
from rules_engine.vocabulary.operators import WEEKDAYS, Operator, Takes
from rules_engine.vocabulary.terms import Fact, Family, Kind, Parameter, Words

LARGEST_MAJOR: Final = 10**9  # whole units under "*"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a part of a document may name."""

    family: Family
    lists: Mapping[str, tuple[str, ...]]
    calendars: Mapping[str, Calendar]


def right_hand_side(plain: Any, fact: Fact, operator: Operator, around: Surroundings, *, at: str) -> Value:
    """The checked value of a comparison."""
    if operator.takes is Takes.NOTHING:
        if plain not in (None, True):
            raise refusal(at, code="unknown_field", en="takes no value.", fr="ne prend pas de valeur.")
        return None
    if plain is None:
        raise missing(at)
    if operator.takes in (Takes.NAMED_LIST, Takes.CALENDAR):
        return _named(plain, operator.takes, around, at=at)
    if operator.takes is Takes.ONE and isinstance(plain, Mapping) and "fact" in plain:
        return _other_fact(plain, fact, around, at=at)
    return _READERS[operator.takes](plain, fact, at=at)


def literal(plain: Any, of: Fact | Parameter, *, at: str) -> Value:
    """A value of the kind of a fact or a parameter."""
    least, most = (of.least, of.most) if isinstance(of, Parameter) else (-LARGEST, LARGEST)
    if of.kind is Kind.CHOICE:
        return one_of(plain, of.choice_keys, at=at)
    if isinstance(of, Parameter) and of.unlimited and plain == NO_LIMIT:
        return NO_LIMIT
    if of.kind is Kind.MONEY:
        return amounts(plain, at=at, least=least)
    reader = _LITERALS.get(of.kind)
    return reader(plain, at=at) if reader else whole_number(plain, at=at, least=least, most=most)


def words(plain: Any, *, at: str, most: int = LONGEST_TEXT) -> Words:
    """A sentence in both languages."""
    said = mapping(plain, at=at, required=("en", "fr"))
    return Words(text(said["en"], at=below(at, "en"), most=most), text(said["fr"], at=below(at, "fr"), most=most))


def amounts(plain: Any, *, at: str, least: int = -LARGEST) -> Amounts:
    """An amount per currency, in stable order: `{"EUR": 5000, "*": 50}`."""
    if not isinstance(plain, Mapping) or not plain:
        en = "must name an amount per currency, such as {“EUR”: 5000}, in minor units."
        fr = "doit donner un montant par devise, par exemple {« EUR » : 5000}, en unités mineures."
        raise refusal(at, code="not_amounts", en=en, fr=fr)
    found = {}
    for currency, amount in plain.items():
        here = below(at, shown(currency))
        anything = currency == ANY_CURRENCY
        if not anything and check_currency(currency, field=here) != currency:
            raise refusal(here, code="unknown_currency", en="must be in capitals.", fr="doit être en majuscules.")
        most = LARGEST_MAJOR if anything else LARGEST
        found[currency] = whole_number(amount, at=here, least=max(least, -most), most=most)
    return Amounts(tuple(sorted(found.items(), key=lambda pair: (pair[0] == ANY_CURRENCY, pair[0]))))


def _other_fact(plain: Mapping[str, Any], fact: Fact, around: Surroundings, *, at: str) -> OtherFact:
    said = mapping(plain, at=at, required=("fact",), optional=("times_millionths",))
    other = around.family.facts.get(said["fact"]) if isinstance(said["fact"], str) else None
    if other is None:
        raise refusal(below(at, "fact"), code="unknown_fact", en="is not a known fact.", fr="n’est pas un fait connu.")
    if other.kind is not fact.kind:
        en, fr = f"is not of the kind of “{fact.key}”.", f"n’est pas du même genre que « {fact.key} »."
        raise refusal(below(at, "fact"), code="wrong_kind", en=en, fr=fr)
    if "times_millionths" not in said:
        return OtherFact(other.key)
    where = below(at, "times_millionths")
    if fact.kind in (Kind.TEXT, Kind.CHOICE, Kind.INSTANT):
        raise refusal(where, code="unknown_field", en="goes with numbers only.", fr="ne va qu’avec des nombres.")
    return OtherFact(other.key, whole_number(said["times_millionths"], at=where, least=1, most=10**9))


def _range(plain: Any, fact: Fact, *, at: str) -> Range:
    both = sequence(plain, at=at, least=2, most=2)
    low, high = (literal(each, fact, at=f"{at}[{i}]") for i, each in enumerate(both))
    if isinstance(low, Amounts) and isinstance(high, Amounts):
        if [pair[0] for pair in low.by_currency] != [pair[0] for pair in high.by_currency]:
            en, fr = "must name the same currencies twice.", "doit nommer deux fois les mêmes devises."
            raise refusal(at, code="wrong_order", en=en, fr=fr)
        pairs = [(a[1], b[1]) for a, b in zip(low.by_currency, high.by_currency, strict=True)]
    else:
        assert isinstance(low, int) and isinstance(high, int)
        pairs = [(low, high)]
    if any(first > last for first, last in pairs):
        raise _wrong_order(at)
    assert isinstance(low, (int, Amounts)) and isinstance(high, (int, Amounts))
    return Range(low, high)


def _wrong_order(at: str) -> Invalid:
    en, fr = "must begin with the lower one.", "doit commencer par la plus petite valeur."
    return refusal(at, code="wrong_order", en=en, fr=fr)


def _several(plain: Any, fact: Fact, *, at: str) -> Value:
    given = sequence(plain, at=at, least=1, most=MOST_VALUES)
    if fact.kind is Kind.INTEGER:
        numbers = tuple(whole_number(each, at=f"{at}[{i}]") for i, each in enumerate(given))
        return tuple(dict.fromkeys(numbers))
    if fact.kind is Kind.CHOICE:
        return tuple(dict.fromkeys(one_of(each, fact.choice_keys, at=f"{at}[{i}]") for i, each in enumerate(given)))
    return tuple(dict.fromkeys(text(each, at=f"{at}[{i}]") for i, each in enumerate(given)))


def _weekdays(plain: Any, fact: Fact, *, at: str) -> Weekdays:
    said = mapping(plain, at=at, required=("days", "time_zone"))
    here = below(at, "days")
    days = {one_of(day, tuple(WEEKDAYS), at=here) for day in sequence(said["days"], at=here, least=1, most=7)}
    zone = check_time_zone(said["time_zone"], field=below(at, "time_zone"))
    return Weekdays(tuple(day for day in WEEKDAYS if day in days), zone)


def _part(plain: Any, fact: Fact, *, at: str) -> Value:
    return text(plain, at=at)


def _span(plain: Any, fact: Fact, *, at: str) -> Value:
    return whole_number(plain, at=at, least=1, most=LONGEST_SPAN)


def _named(plain: Any, takes: Takes, around: Surroundings, *, at: str) -> str:
    among: Mapping[str, object] = around.lists if takes is Takes.NAMED_LIST else around.calendars
    if isinstance(plain, str) and plain in among:
        return plain
    if takes is Takes.NAMED_LIST:
        en, fr = "names no list of this document.", "ne nomme aucune liste du document."
        raise refusal(at, code="unknown_list", en=en, fr=fr)
    en, fr = "names no calendar of this document.", "ne nomme aucun calendrier du document."
    raise refusal(at, code="unknown_calendar", en=en, fr=fr)


_LITERALS: Final[Mapping[Kind, Callable[..., Value]]] = {
    Kind.TEXT: text,
    Kind.FLAG: flag,
    Kind.INSTANT: instant,
    Kind.WORDS: words,
}
_READERS: Final[Mapping[Takes, Callable[..., Value]]] = {
    Takes.ONE: literal,
    Takes.LITERAL: literal,
    Takes.TWO: _range,
    Takes.SEVERAL: _several,
    Takes.PART: _part,
    Takes.SPAN: _span,
    Takes.WEEKDAYS: _weekdays,
}
