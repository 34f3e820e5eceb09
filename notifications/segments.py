"""How many SMS a text is, as the networks count them (3GPP TS 23.038 and 23.040).

A text in the GSM alphabet holds 160 characters in one SMS and 153 in each of several; any other sign makes it UCS-2,
with 70 and 67. Signs of the extension table, and those outside the basic plane in UCS-2, count twice and are not split.
"""

from dataclasses import dataclass
from typing import Final

GSM: Final = "GSM-7"
UCS2: Final = "UCS-2"
LIMITS: Final = {GSM: (160, 153), UCS2: (70, 67)}
BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("^{}\\[~]|€\f")
# Signs that look alike in the alphabet: with them a text stays short.
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‑‐−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\t", " "),
        "…": "...",
        "→": "->",
        "•": "-",
        "·": ".",
        "×": "x",
        "œ": "oe",
        "Œ": "OE",
    }
)


@dataclass(frozen=True, slots=True)
class Segments:
    """`count` SMS; `used` of the `room` characters that these hold. `odd` are the signs that make it UCS-2."""

    encoding: str
    count: int
    used: int
    room: int
    odd: str = ""


def segments(text: str) -> Segments:
    """What sending `text` comes to; an empty one is no SMS."""
    odd = "".join(dict.fromkeys(sign for sign in text if sign not in BASIC and sign not in EXTENSION))
    encoding = UCS2 if odd else GSM
    one, each = LIMITS[encoding]
    sizes = [_size(sign, encoding) for sign in text]
    used = sum(sizes)
    if used <= one:
        return Segments(encoding, 1 if used else 0, used, one, odd)
    count = _cut(sizes, each)
    return Segments(encoding, count, used, count * each, odd)


def in_alphabet(text: str) -> str:
    """`text` with typographic signs written as the GSM alphabet has them; letters with accents stay."""
    return text.translate(_ALIKE)


def _size(sign: str, encoding: str) -> int:
    if encoding == GSM:
        return 2 if sign in EXTENSION else 1
    return 2 if ord(sign) > 0xFFFF else 1


def _cut(sizes: list[int], each: int) -> int:
    """How many SMS of `each` characters; a sign of two is not cut apart."""
    count, left = 1, each
    for size in sizes:
        if size > left:
            count, left = count + 1, each
        left -= size
    return count
