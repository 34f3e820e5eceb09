"""Text with its disguises taken off: other scripts' digits, full-width letters, accents, invisible signs."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = ("Mn", "Me", "Cf")  # marks on a letter, and what takes no room


@dataclass(frozen=True, slots=True)
class PlainSigns:
    """`text` sign by sign as it is read aloud; `span` tells where a stretch of it stands in the text that was given.

    Digits of every script are 0 to 9; letters are without accents and of usual width; unseen signs are left out.
    """

    text: str
    length: int
    _places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands, with the unseen signs in it and directly after it."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end] if end < len(self._places) else self.length


def plain_signs(text: str) -> PlainSigns:
    """Linear in the length of `text`."""
    if text.isascii():
        return PlainSigns(text, len(text))
    table = {sign: _plain(sign) for sign in set(text)}
    signs = [table[sign] for sign in text]
    if "" not in table.values():
        return PlainSigns("".join(signs), len(text))
    places = [place for place, sign in enumerate(signs) if sign]
    return PlainSigns("".join(signs), len(text), places)


def _plain(sign: str) -> str:
    """One sign for `sign`, or none."""
    if sign.isascii():
        return sign
    if unicodedata.category(sign) in _UNSEEN:
        return ""
    number = unicodedata.decimal(sign, None)
    if number is not None:
        return str(number)
    parts = [part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) not in _UNSEEN]
    return parts[0] if len(parts) == 1 else sign
