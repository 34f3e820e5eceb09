"""What is named in a message, read by exact rules: orders, SKUs, amounts, days and counts."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from domain.conversations.days import days_in
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.order_number import number_key
from domain.ports.understanding import Entity

_CURRENCIES: Final = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "quid": "GBP", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD", "chf": "CHF",
}  # fmt: skip
_SIGN: Final = r"€|£|\$"
_CODE: Final = r"eur(?:os?)?|gbp|pounds?|quid|usd|dollars?|bucks|chf"
_NUMBER: Final = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3}){1,3}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?![\d])"
_AMOUNT: Final = re.compile(
    rf"(?:(?P<before>{_SIGN}|\b(?:EUR|GBP|USD|CHF)\b)\s?(?P<first>{_NUMBER}))"
    rf"|(?:(?<![\w.,#])(?P<second>{_NUMBER})\s?(?P<after>{_SIGN}|(?:{_CODE})\b)(?P<cents>\d\d\b)?)",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"#\s?(?P<hash>[A-Za-z]{0,3}-?\d{3,12})\b"
    r"|(?<![\w#])(?P<bare>[CWcw]-?\d{5,12})\b"
    r"|\b(?:order|commande|cde)\b\W{0,2}(?:(?:number|num|no|nr|id|numero|numéro|n[°º]|is|est|:|#)[\s.:]{0,2}){0,3}"
    r"(?P<said>[A-Za-z]{0,2}[ -]?\d(?:[ -]?\d){3,11})\b",
    re.IGNORECASE,
)
_DIGITS: Final = {
    "zero": "0", "oh": "0", "zéro": "0", "one": "1", "un": "1", "two": "2", "deux": "2", "three": "3", "trois": "3",
    "four": "4", "quatre": "4", "five": "5", "cinq": "5", "six": "6", "seven": "7", "sept": "7", "eight": "8",
    "huit": "8", "nine": "9", "neuf": "9",
}  # fmt: skip
_SPELT_DIGIT: Final = "|".join(_DIGITS)
_SPOKEN: Final = re.compile(
    r"\b(?P<letter>(?:double[ -]?(?:u|v|you)|[cw])[\s,.-]{1,3})?"
    rf"(?P<digits>(?:(?:{_SPELT_DIGIT})\b[\s,.-]{{0,3}}){{4,12}})",
    re.IGNORECASE,
)
_SKU: Final = re.compile(
    r"\b(?:sku|item (?:number|no|id)|article (?:number|no)|ref(?:erence|érence)?|réf|code article|art\.?)\b"
    r"[\s.:#°n]{0,4}(?P<named>[A-Za-z0-9][A-Za-z0-9\-_.]{2,31})(?<![.\-_])"
    r"|(?<![\w#@./-])(?P<shaped>(?=[A-Z0-9-]{0,30}\d)[A-Z][A-Z0-9]{1,11}(?:-[A-Z0-9]{1,12}){1,4}|\d{5}[A-Z]{1,2})(?![\w-])",
)
_COUNTS: Final = {
    "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "dozen": 12, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "douze": 12, "douzaine": 12,
}  # fmt: skip
_UNCOUNTED: Final = (
    r"(?:st|nd|rd|th|er|e|am|pm|a\.m|h\d*|%|days?|jours?|weeks?|semaines?|months?|mois|hours?|heures?|minutes?|times?|fois"
    r"|years?|ans?|gb|go|tb|to|mb|inch(?:es)?|pouces?|cm|mm|kg|g|ml|l|cl|litres?|liters?|watts?|w|bar)"
)
_QUANTITY: Final = re.compile(
    rf"(?<![\w.,#€$£/:°-])(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})(?:\s?[x×](?!\w)|(?!\w))(?![.,/:-]\d)"
    rf"(?!\s?-?(?:{_UNCOUNTED})\b)(?=\s+[^\W\d_]|\s?[x×]|\s*$)",
    re.IGNORECASE,
)
_NOT_COUNTED_AFTER: Final = re.compile(
    r"\b(?:size|taille|pointure|number|numero|numéro|no|flat|apartment|appartement|apt|room|zip|code|postal|level|the|le|la"
    r"|no one|this|that|which|iphone|version|street|rue|au|du|this|any|every|another|pas|suite)\W{0,2}$",
    re.IGNORECASE,
)


def entities_in(text: str, *, now: datetime, language: str = "en") -> tuple[Entity, ...]:
    """Everything named in `text` in the order in which it stands; nothing is read as two things.

    `now` says which day is yesterday; `language` which of 3/4 is the month. A day without a year is the nearest one.
    """
    readers: tuple[Callable[[str], Iterator[Entity]], ...] = (
        _orders,
        _amounts,
        lambda read: days_in(read, now=now, language=language),
        _skus,
        _quantities,
    )
    taken: list[Entity] = []
    for reader in readers:
        taken += [each for each in reader(text) if not any(_overlap(each, other) for other in taken)]
    return tuple(sorted(taken, key=lambda each: each.start))


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def _orders(text: str) -> Iterator[Entity]:
    for found in _ORDER.finditer(text):
        name = next(name for name, value in found.groupdict().items() if value)
        start = found.start() if name == "hash" else found.start(name)
        yield Entity("order_number", start, found.end(name), number_key(found.group(name)))
    for found in _SPOKEN.finditer(text):
        letter = (found.group("letter") or "").strip(" ,.-").lower()
        digits = "".join(_DIGITS[word] for word in re.findall(r"[a-zé]+", found.group("digits").lower()))
        first = {"": "", "c": "C"}.get(letter, "W")
        yield Entity("order_number", found.start(), found.start() + len(found.group().rstrip(" ,.-\n")), first + digits)


def _amounts(text: str) -> Iterator[Entity]:
    for found in _AMOUNT.finditer(text):
        sign = found.group("before") or found.group("after")
        number = found.group("first") or found.group("second")
        cents = f".{found.group('cents')}" if found.group("cents") else ""
        try:
            value = Money.parse(_plain(number) + cents, _CURRENCIES[sign.lower()])
        except Invalid:
            continue
        yield Entity("amount", found.start(), found.end(), value)


def _plain(number: str) -> str:
    """ "1 234,50" and "1,234.50" as "1234.50": what stands before one or two last digits is the decimal sign."""
    decimals = re.search(r"[.,](\d{1,2})$", number)
    whole = number[: decimals.start()] if decimals else number
    return re.sub(r"\D", "", whole) + (f".{decimals.group(1)}" if decimals else "")


def _skus(text: str) -> Iterator[Entity]:
    for found in _SKU.finditer(text):
        name = "named" if found.group("named") else "shaped"
        if any(sign.isdigit() for sign in found.group(name)):
            yield Entity("sku", found.start(name), found.end(name), found.group(name).upper())


def _quantities(text: str) -> Iterator[Entity]:
    for found in _QUANTITY.finditer(text):
        if _NOT_COUNTED_AFTER.search(text[max(0, found.start() - 16) : found.start()]):
            continue
        said = found.group("count").lower()
        count = int(said) if said.isdecimal() else _COUNTS[said]
        if count:
            yield Entity("quantity", found.start("count"), found.end("count"), count)
