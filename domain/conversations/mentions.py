"""Which lines of an order a message speaks of, by its words and SKUs."""

import re
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from domain.kernel.text import fold
from domain.orders.rows import OrderDetail, OrderLineRow
from domain.ports.understanding import Understanding

_WORD: Final = re.compile(r"[a-z0-9]+")
_EMPTY: Final = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "set",
        "of",
        "in",
        "to",
        "my",
        "one",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "un",
        "une",
        "et",
        "en",
        "pour",
        "avec",
        "mon",
        "ma",
        "mes",
        "size",
        "color",
        "colour",
    ]
)
_EVERYTHING: Final = re.compile(r"\b(?:everything|all of (?:it|them)|all (?:the )?items|the lot|tout|tous|toutes)\b")
_ENOUGH: Final = 0.5  # of the words of a title


def mentioned_lines(said: Understanding, order: OrderDetail) -> tuple[UUID, ...]:
    """The lines whose SKU is named, or else at least half of whose title is; of equal titles that whose options are.

    Words are compared without case, accents and plural, and across English and French where they begin alike
    ("lampe", "lamp").
    """
    skus = {str(each.value) for each in said.of_kind("sku")}
    named = tuple(line.id for line in order.lines if line.sku.upper() in skus)
    if named:
        return named
    words = _words(said.text)
    titles = {line.id: _share(_words(line.title), words) for line in order.lines}
    best = max(titles.values(), default=0.0)
    found = [line for line in order.lines if titles[line.id] >= _ENOUGH and titles[line.id] >= best - 0.25]
    return tuple(line.id for line in found if not _is_outdone(line, found, words))


def speaks_of_everything(said: Understanding) -> bool:
    return bool(_EVERYTHING.search(fold(said.text)))


def pieces_of(said: Understanding, lines: Collection[UUID], most: Mapping[UUID, int]) -> dict[UUID, int]:
    """How many of each line: the count that is named, if there is one line and one count; else 1, but never above
    `most`. Everything, if that is said."""
    if not lines and speaks_of_everything(said):
        return {line: count for line, count in most.items() if count > 0}
    counts = [each.value for each in said.of_kind("quantity") if isinstance(each.value, int)]
    named = counts[0] if len(lines) == 1 and len(counts) == 1 else 1
    return {line: min(named, most[line]) for line in lines if most.get(line, 0) > 0}


def _words(text: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in _WORD.findall(fold(text))) - _EMPTY


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _share(title: frozenset[str], words: frozenset[str]) -> float:
    named = [word for word in title if any(_alike(word, other) for other in words)]
    return len(named) / len(title) if title else 0.0


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and len(longer) - len(shorter) <= 2 and longer.startswith(shorter)


def _is_outdone(line: OrderLineRow, found: list[OrderLineRow], words: frozenset[str]) -> bool:
    """Another line of the same title has more of its options named."""
    same = [each for each in found if each.title == line.title]
    return any(_options(each, words) > _options(line, words) for each in same)


def _options(line: OrderLineRow, words: frozenset[str]) -> int:
    return len(_words(" ".join(line.options.values())) & words)
