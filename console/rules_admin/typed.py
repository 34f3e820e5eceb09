"""Values as people type them in single fields, made plain. What cannot be understood stays text: the rules refuse it
with the place that is wrong. Pure.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.kernel.money import minor_digits
from rules_engine.document.plain import written
from rules_engine.vocabulary.terms import Choice, Fact, Family, Kind

_WHOLE: Final = re.compile(r"-?\d{1,15}", re.ASCII)
_SPAN: Final = re.compile(r"(\d{1,9})\s*([a-z]*)", re.ASCII)
_SECONDS: Final = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "j": 86_400}
_YES: Final = {"yes": True, "no": False}


def given_facts(form: Mapping[str, str], family: Family, zone: ZoneInfo) -> dict[str, Any]:
    """The facts of a form whose fields are called by them; what is empty was not given."""
    said = {key: text.strip() for key, text in form.items() if key in family.facts and text.strip()}
    return {key: _plain(text, family.facts[key], said, zone) for key, text in said.items()}


def _plain(text: str, fact: Fact, said: Mapping[str, str], zone: ZoneInfo) -> Any:
    if fact.kind is Kind.MONEY:
        return scaled(text, minor_digits(said.get(fact.currency_fact or "", "EUR").upper()))
    if fact.kind is Kind.INSTANT:
        return instant(text, zone)
    if fact.kind is Kind.LIST:
        return [_key(each, fact) for each in _list(text)]
    reader = _READERS.get(fact.kind)
    return reader(text) if reader else _key(text, fact)


def named_values(fact: Fact) -> tuple[Choice, ...]:
    """The values of a text or a list that are typed by their names."""
    return fact.spoken or (fact.choices if fact.kind is Kind.LIST else ())


def _key(text: str, fact: Fact) -> str:
    """The value of this key, or that is called so in either language; any other stands for itself."""
    if any(each.key == text for each in named_values(fact)):
        return text
    said = text.casefold()
    names = ((each.key, (each.label.en.casefold(), each.label.fr.casefold())) for each in named_values(fact))
    return next((key for key, labels in names if said in labels), text)


def _label(key: str, fact: Fact, language: str) -> str:
    return next((each.label.in_language(language) for each in named_values(fact) if each.key == key), key)


def typed_text(plain: Any, fact: Fact, facts: Mapping[str, Any], zone: ZoneInfo, language: str) -> str:
    """A plain value as it would be typed; `facts` hold the currency of an amount."""
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if fact.kind is Kind.MONEY:
        digits = minor_digits(str(facts.get(fact.currency_fact or "", "EUR")).upper())
        return str(Decimal(plain).scaleb(-digits))
    if fact.kind is Kind.INSTANT:
        return datetime.fromisoformat(plain).astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")
    if fact.kind is Kind.LIST:
        return ", ".join(_label(each, fact, language) for each in plain)
    writer = _WRITERS.get(fact.kind)
    return writer(plain) if writer else _label(str(plain), fact, language)


def whole(text: str) -> int | str:
    """A whole number."""
    bare = re.sub(r"\s", "", text)
    return int(bare) if _WHOLE.fullmatch(bare) else text


def scaled(text: str, digits: int) -> int | str:
    """A number in the smallest unit; a comma is a point."""
    try:
        number = Decimal(re.sub(r"\s", "", text).replace(",", ".")).scaleb(digits)
        return int(number) if number.is_finite() and number == number.to_integral_value() else text
    except InvalidOperation:
        return text


def span(text: str) -> int | str:
    """Seconds: "90", "15 min", "2 h", "3 d" (or "3 j")."""
    match = _SPAN.fullmatch(text.lower())
    size = _SECONDS.get(match[2]) if match else None
    return int(match[1]) * size if match and size else text


def instant(text: str, zone: ZoneInfo) -> str:
    """A local time without its zone is meant where the reader is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return written(int((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp()))


def percent(text: str) -> int | str:
    """Millionths of "12.5" or "12,5 %"."""
    return scaled(text.rstrip("% \xa0\u202f"), 4)


def _flag(text: str) -> bool | str:
    return _YES.get(text, text)


def _list(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _span_text(seconds: int) -> str:
    size, unit = next((size, unit) for size, unit in ((3600, " h"), (60, " min"), (1, "")) if seconds % size == 0)
    return f"{seconds // size}{unit}" if seconds > 0 else str(seconds)


_WRITERS: Final[Mapping[Kind, Callable[[Any], str]]] = {
    Kind.DECIMAL: lambda millionths: f"{Decimal(millionths).scaleb(-4).normalize():f}",
    Kind.DURATION: _span_text,
}
_READERS: Final[Mapping[Kind, Callable[[str], Any]]] = {
    Kind.INTEGER: whole,
    Kind.DECIMAL: percent,
    Kind.FLAG: _flag,
    Kind.DURATION: span,
}
