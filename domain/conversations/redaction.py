"""What must not be kept is taken out of what people write, before it is stored or logged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.conversations.card_numbers import card_spans
from domain.conversations.plain_signs import plain_signs
from domain.conversations.secrets import secret_spans

KINDS: Final = ("card_number", "security_code", "password", "pin", "one_time_code", "api_key")
REMOVED: Final = "[••••]"
_AFTER_CARD: Final = re.compile(
    r"[\s,;.\-]{0,4}(?:(?:exp\w{0,8}[\s:]{0,3})?(?:0[1-9]|1[0-2])[\s/.\-]{0,3}(?:20)?\d\d)?[\s,;.\-(]{1,4}(?P<it>\d{3,4})(?![\d.,]?\d)(?!\s?[€$£%])"
)


@dataclass(frozen=True, slots=True)
class Removed:
    """`kind` is one of `KINDS`; it stood at `start` to `end` of the text as it came."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    text: str
    removed: tuple[Removed, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Each kind once, in the order in which it was met."""
        return tuple(dict.fromkeys(each.kind for each in self.removed))


def redact(text: str) -> Redacted:
    """`text` without card numbers, security codes, passwords, PINs, one-time codes and keys.

    `[•••• 1111]` stands for a card, with its last four digits; `[••••]` for everything else. Pure, and linear in the
    length of the text. Digits of other scripts, full-width and invisible signs and line breaks hide nothing.
    """
    plain = plain_signs(text)
    removed, pieces, at = [], [], 0
    for kind, start, end in _apart(_found(plain.text)):
        first, last = plain.span(start, end)
        removed.append(Removed(kind, first, last))
        pieces += [text[at:first], _mark(kind, plain.text[start:end])]
        at = last
    return Redacted("".join([*pieces, text[at:]]), tuple(removed)) if removed else Redacted(text)


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    for start, end in card_spans(text):
        yield "card_number", start, end
        yield from _code_after(text, end)
    yield from secret_spans(text)


def _code_after(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """The security code that people write after a card number and its end: "… 1111 12/27 123"."""
    after = _AFTER_CARD.match(text, end)
    if after:
        yield "security_code", after.start("it"), after.end("it")


def _apart(found: Iterator[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """In order, and what overlaps as one: the kind of the first that was found, cards before all others."""
    kept: list[tuple[str, int, int]] = []
    for kind, start, end in sorted(found, key=lambda each: (each[1], -each[2])):
        if kept and start < kept[-1][2]:
            before = kept.pop()
            first = before[0] if kind != "card_number" else kind
            kept.append((first, before[1], max(before[2], end)))
        else:
            kept.append((kind, start, end))
    return kept


def _mark(kind: str, text: str) -> str:
    if kind != "card_number":
        return REMOVED
    digits = [sign for sign in text if sign.isdigit()]
    return f"[•••• {''.join(digits[-4:])}]"
