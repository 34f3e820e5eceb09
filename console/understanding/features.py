"""From text to numbers: the words, pairs of words and parts of words that are in it, hashed. No vocabulary is kept."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from domain.kernel.text import fold

HALF: Final = 1 << 14
SIZE: Final = 2 * HALF  # the first half is of words, the second of parts of words
LONGEST: Final = 2_000  # of a longer text the beginning is read

_MAIL: Final = re.compile(r"\S+@\S+\.\S+")
_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_ORDER: Final = re.compile(r"#\s?[a-z]{0,2}\d{3,}|\b[a-z]{1,2}\d{5,}\b")
_AMOUNT: Final = re.compile(
    r"[€$£]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:€|\$|£|eur\b|euros?\b|dollars?\b|pounds?\b|usd\b|gbp\b)"
)
_NUMBER: Final = re.compile(r"\d+")
_REPEATED: Final = re.compile(r"([a-z!?])\1{2,}")
_WORD: Final = re.compile(r"_?[a-z]+|[!?]")

Places = NDArray[np.int64]
Numbers = NDArray[np.float32]


def places_of(text: str) -> Places:
    """The places, among `SIZE`, of what is in `text`; each once, in order."""
    words = words_of(text)
    whole = {crc32(each.encode()) % HALF for each in _phrases(words)}
    parts = {HALF + crc32(each.encode()) % HALF for each in _parts(words)}
    return np.array(sorted(whole | parts), dtype=np.int64)


def weighed(places: Places, rarity: Numbers) -> Numbers:
    """How much each place counts: the rarer the more. Words together count as much as parts together do."""
    values: Numbers = rarity[places]
    middle = int(np.searchsorted(places, HALF))
    for half in (slice(None, middle), slice(middle, None)):
        length = float(np.sqrt((values[half] ** 2).sum()))
        if length:
            values[half] /= length
    return values


def words_of(text: str) -> list[str]:
    """The words of `text` without case and accents; numbers, amounts and addresses are only named."""
    plain = fold(text[:LONGEST]).replace("’", "'")
    for pattern, name in ((_MAIL, " _mail "), (_LINK, " _link "), (_ORDER, " _order "), (_AMOUNT, " _amount ")):
        plain = pattern.sub(name, plain)
    return _WORD.findall(_REPEATED.sub(r"\1\1", _NUMBER.sub(" _number ", plain)))


def _phrases(words: list[str]) -> Iterator[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _parts(words: list[str]) -> Iterator[str]:
    for word in words:
        edged = f"<{word}>"
        for size in (3, 4, 5):
            for at in range(len(edged) - size + 1):
                yield edged[at : at + size]
