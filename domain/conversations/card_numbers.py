"""Card numbers in text: as many digits as the issuer's cards have, from its ranges, with the right check digit."""

import re
from collections.abc import Iterator
from typing import Final

_GAP: Final = r"[\s\-\u2010-\u2015\u2212._\u00b7\u2022*|/,:]"
_RUN: Final = re.compile(rf"\d+(?:{_GAP}{{1,3}}\d+)*")
_GROUP: Final = re.compile(r"\d+")
_ODD_GAP: Final = re.compile(r"[*|/,:]")
_CARD_WORD: Final = re.compile(
    r"\b(?:cards?|carte|cb|visa|mastercard|master card|amex|american express|maestro|debit|credit|diners|discover|jcb"
    r"|unionpay|pan)\b",
    re.IGNORECASE,
)
_NUMBERED_THING: Final = re.compile(
    r"(?:#[A-Za-z]{0,3}|\b(?:siret|siren|tva|vat)\b\W{0,3}(?:n\W{0,2})?)$", re.IGNORECASE
)
_PREFIXED: Final = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,4})$")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")

# First and last start of a range, and the numbers of digits that its cards have.
_RANGES: Final[tuple[tuple[str, str, frozenset[int]], ...]] = (
    ("4", "4", frozenset({13, 16, 19})),  # Visa, Carte Bancaire
    ("51", "55", frozenset({16})),  # Mastercard
    ("2221", "2720", frozenset({16})),
    ("34", "34", frozenset({15})),  # American Express
    ("37", "37", frozenset({15})),
    ("300", "305", frozenset({14, 16})),  # Diners Club
    ("36", "36", frozenset({14})),
    ("38", "39", frozenset({14, 16})),
    ("3528", "3589", frozenset({16, 17, 18, 19})),  # JCB
    ("6011", "6011", frozenset({16, 19})),  # Discover
    ("644", "649", frozenset({16, 19})),
    ("65", "65", frozenset({16, 19})),
    ("62", "62", frozenset({16, 17, 18, 19})),  # UnionPay
    ("2200", "2204", frozenset({16, 17, 18, 19})),  # Mir
    ("50", "50", frozenset(range(13, 20))),  # Maestro
    ("56", "58", frozenset(range(13, 20))),
    ("6304", "6304", frozenset(range(13, 20))),
    ("67", "67", frozenset(range(13, 20))),
)
_DOUBLED: Final = str.maketrans("0123456789", "0246813579")  # twice the digit, its digits added up
_LONG_RUN: Final = 80  # digits; a longer one is a list of something


def card_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand in `text`, which holds plain signs."""
    accounts = [found.span() for found in _IBAN.finditer(text) if _is_iban(found.group())]
    for run in _RUN.finditer(text):
        if len(run.group()) >= 13 and not any(start <= run.start() < end for start, end in accounts):
            yield from _in_run(text, run.start(), run.end())


def is_card_number(digits: str) -> bool:
    """Whether an issuer could have given out this number."""
    return _of_an_issuer(digits) and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    return sum(map(int, digits[-1::-2] + digits[-2::-2].translate(_DOUBLED))) % 10 == 0


def _in_run(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Card numbers among digits that stand together; of overlapping ones the first."""
    before = text[max(0, start - 60) : start]
    if _is_something_else(before, text[start:end]):
        return
    groups = [found.span() for found in _GROUP.finditer(text, start, end)]
    digits = sum(last - first for first, last in groups)
    named = bool(_CARD_WORD.search(before)) and digits <= _LONG_RUN
    at = 0
    while at < len(groups):
        size = _card_at(text, groups, at, named=named, digits=digits)
        if size:
            yield groups[at][0], groups[at + size - 1][1]
        at += size or 1


def _card_at(text: str, groups: list[tuple[int, int]], at: int, *, named: bool, digits: int) -> int:
    """How many groups from `at` make a card number: the most that do, or 0."""
    best, number, first = 0, "", groups[at][1] - groups[at][0]
    if first > 19 or (first < 4 and not named and digits > 19):
        return 0
    for size, (start, end) in enumerate(groups[at : at + 19], start=1):
        if end - start > 19:
            break
        number += text[start:end]
        if len(number) > 19:
            break
        if len(number) < 13:
            continue
        whole = digits <= 19 and len(number) == digits and not _ODD_GAP.search(text[groups[at][0] : end])
        if is_card_number(number) and (named or whole or _usual(groups[at : at + size])):
            best = size
    return best


def _usual(groups: list[tuple[int, int]]) -> bool:
    """Grouped as cards are printed."""
    sizes = [end - start for start, end in groups]
    return len(sizes) == 1 or sizes in ([4, 6, 5], [4, 6, 4]) or (set(sizes[:-1]) == {4} and sizes[-1] <= 4)


def _is_something_else(before: str, run: str) -> bool:
    if _NUMBERED_THING.search(before):
        return True
    prefix = _PREFIXED.search(before)
    if prefix and not _CARD_WORD.fullmatch(prefix.group(1)) and prefix.group(1).lower() not in ("n", "no", "num"):
        return True
    return before.endswith("+") and sum(sign.isdigit() for sign in run) <= 15


def _of_an_issuer(digits: str) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in _RANGES)


def _is_iban(text: str) -> bool:
    """ISO 13616: the number turned round and spelt in digits leaves 1 when divided by 97."""
    plain = text.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
