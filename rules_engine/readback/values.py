"""Values in words: amounts, times, shares, choices, other facts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency, format_decimal

from domain.kernel.money import Money
from rules_engine.document.model import ANY_CURRENCY, NO_LIMIT, Amounts, OtherFact, Range, Value, Weekdays
from rules_engine.readback.words import choice_word, counted, either, inside, joined, quoted, spoken_word
from rules_engine.vocabulary.making import DAYS, MILLIONTHS, MINOR_UNITS, SECONDS
from rules_engine.vocabulary.operators import WEEKDAYS
from rules_engine.vocabulary.terms import Fact, Family, Kind, Parameter, Words

ELSEWHERE: Final = "something else"  # a text that no rule names, in facts that were made up
MOST_NAMED: Final = 12  # of several values; the others are counted
_SPOKEN: Final = (MILLIONTHS, MINOR_UNITS, SECONDS)  # units that the value itself says
_SPANS: Final = (
    (86_400, Words("day", "jour"), DAYS),
    (3_600, Words("hour", "heure"), Words("hours", "heures")),
    (60, Words("minute", "minute"), Words("minutes", "minutes")),
    (1, Words("second", "seconde"), Words("seconds", "secondes")),
)
_LARGE: Final = 100
_LOCALES: Final = {"fr": "fr_FR"}


def value_words(value: Value, of: Fact | Parameter, family: Family, language: str) -> str:
    """What a comparison is made with, or a parameter says."""
    if isinstance(value, Amounts):
        return _amounts(value, language)
    if isinstance(value, OtherFact):
        return _other_fact(value, family, language)
    if isinstance(value, Range):
        low, high = (value_words(each, of, family, language) for each in (value.low, value.high))
        return either(language, f"{low} and {high}", f"{low} et {high}")
    if isinstance(value, Weekdays):
        days = joined([WEEKDAYS[day].in_language(language) for day in value.days], language, last="or")
        return f"{days} ({value.time_zone})"
    if isinstance(value, tuple):
        return several(value, of, language)
    return quoted(value.in_language(language), language) if isinstance(value, Words) else _one(value, of, language)


def several(values: tuple[str, ...] | tuple[int, ...], of: Fact | Parameter, language: str) -> str:
    """ "a, b or c"; of a long list the first ones and how many more."""
    said = [_one(each, of, language) for each in values]
    if len(said) > MOST_NAMED + 1:
        more = len(said) - MOST_NAMED
        said = [*said[:MOST_NAMED], either(language, f"{more} more", f"{more} autres")]
    return joined(said, language, last="or")


def plain_words(plain: Any, fact: Fact, known: Mapping[str, Any], language: str, zone: ZoneInfo) -> str:
    """A fact as it was given (plain JSON); `known` holds the currency of an amount."""
    if plain is None or plain == ELSEWHERE:
        return either(language, "not known", "inconnu") if plain is None else either(language, ELSEWHERE, "autre chose")
    if isinstance(plain, list):
        said = (_listed(str(each), fact, language) for each in plain)
        return ", ".join(said) or either(language, "nothing", "rien")
    if fact.kind is Kind.MONEY and fact.currency_fact and isinstance(known.get(fact.currency_fact), str):
        return _money(plain, str(known[fact.currency_fact]).upper(), language)
    if fact.kind is Kind.INSTANT and isinstance(plain, str):
        return moment_words(int(datetime.fromisoformat(plain).timestamp()), language, zone)
    return _one(plain, fact, language)


def _listed(value: str, fact: Fact, language: str) -> str:
    return choice_word(value, fact, language) if fact.choices else spoken_word(value, fact, language) or value


def moment_words(seconds: int, language: str, zone: ZoneInfo) -> str:
    """12 March 2026, 14:05 where `zone` is."""
    at = datetime.fromtimestamp(seconds, zone)
    return str(format_datetime(at, "d MMMM y, HH:mm", tzinfo=zone, locale=_locale(language)))


def span_words(seconds: int, language: str) -> str:
    """ "2 hours", "1 day"; in the largest unit that comes out even, in several where that makes a large number."""
    fitting = [each for each in _SPANS if seconds % each[0] == 0]
    size, one, many = fitting[0] if seconds else fitting[-1]
    if seconds // size < _LARGE or size == _SPANS[0][0]:
        return counted(seconds // size, one, many, language)
    parts = []
    for unit, one, many in _SPANS:
        count, seconds = divmod(seconds, unit)
        parts += [counted(count, one, many, language)] if count else []
    return " ".join(parts)


def _one(value: str | int | bool | None, of: Fact | Parameter, language: str) -> str:
    if value is None or (value == NO_LIMIT and isinstance(of, Parameter) and of.unlimited):
        return either(language, "without limit", "sans limite")
    if isinstance(value, bool):
        return either(language, "yes" if value else "no", "oui" if value else "non")
    if isinstance(value, str):
        if of.choices:
            return choice_word(value, of, language)
        return spoken_word(value, of, language) or (value if of.named_list else quoted(value, language))
    return _number(value, of, language)


def _number(value: int, of: Fact | Parameter, language: str) -> str:
    if of.kind is Kind.DECIMAL:
        share = format_decimal(Decimal(value) / 10_000, "#,##0.####", locale=_locale(language))
        return either(language, f"{share}%", f"{share} %")
    if of.kind is Kind.DURATION:
        return span_words(value, language)
    if of.kind is Kind.INSTANT:
        return f"{moment_words(value, language, ZoneInfo('UTC'))} UTC"
    number = str(format_decimal(value, locale=_locale(language)))
    if of.unit is DAYS:
        return counted(value, _SPANS[0][1], DAYS, language)
    return f"{number} {of.unit.in_language(language)}" if of.unit and of.unit not in _SPOKEN else number


def _amounts(value: Amounts, language: str) -> str:
    said = []
    for currency, amount in value.by_currency:
        if currency == ANY_CURRENCY:
            number = format_decimal(amount, locale=_locale(language))
            other = len(value.by_currency) > 1
            en = f"{number} in any {'other ' if other else ''}currency"
            said.append(either(language, en, f"{number} dans toute {'autre ' if other else ''}devise"))
        else:
            said.append(_money(amount, currency, language))
    return joined(said, language, last="or")


def _money(minor: int, currency: str, language: str) -> str:
    return str(format_currency(Money(minor, currency).decimal, currency, locale=_locale(language)))


def _other_fact(value: OtherFact, family: Family, language: str) -> str:
    label = inside(family.facts[value.fact].label.in_language(language))
    if value.times_millionths == 1_000_000:
        return label
    times = format_decimal(Decimal(value.times_millionths) / 1_000_000, "#,##0.######", locale=_locale(language))
    return either(language, f"{times} times {label}", f"{times} fois {label}")


def _locale(language: str) -> str:
    return _LOCALES.get(language, "en_GB")
