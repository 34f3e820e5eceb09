"""Text from outside: checked, trimmed, and folded for search and sorting."""

import re
import unicodedata
from functools import lru_cache

from domain.kernel.errors import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LETTERS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'"})


def clean_text(value: object, *, field: str, most: int, required: bool = True, lines: bool = False) -> str:
    """`value` as trimmed NFC text of at most `most` characters.

    Refuses with `Invalid` naming `field`: what is not text, control characters, too long, and blank if `required`.
    Line breaks are folded to spaces unless `lines`. Markup is kept as it is: screens and templates escape it.
    """
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise Invalid(
            field=field, code="not_text", en=f"“{field}” must be text.", fr=f"« {field} » doit être un texte."
        )
    if len(value) > most * 4 or _CONTROL.search(value):
        raise _unreadable(field) if len(value) <= most * 4 else _too_long(field, most)
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    text = text if lines else " ".join(text.split())
    if len(text) > most:
        raise _too_long(field, most)
    if required and not text:
        raise Invalid(
            field=field,
            code="missing",
            en=f"“{field}” must not be empty.",
            fr=f"« {field} » ne doit pas être vide.",
        )
    return text


def keepable_text(value: str, *, most: int) -> str:
    """`value` as it may be kept when nobody can be asked to write it anew: what no kept text holds becomes U+FFFD, and
    what is too long is cut off. Never refuses.
    """
    text = _CONTROL.sub("\ufffd", value[: most * 4]).replace("\r\n", "\n")
    text = unicodedata.normalize("NFC", text).strip()
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def sought_text(value: str | None) -> str:
    """`value` as it would be kept on one line, for looking it up: what no kept text holds becomes U+FFFD."""
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub("\ufffd", value or "")).split())


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """`text` without case and accents, for comparing and sorting: "Éloïse Cœur" becomes "eloise coeur"."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in order, each once; runs of letters and digits."""
    return list(dict.fromkeys(re.findall(r"[a-z]+|[0-9]+", fold(text)) if text.isascii() else _all_words(text)))


def _all_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", fold(text))


def _too_long(field: str, most: int) -> Invalid:
    return Invalid(
        field=field,
        code="too_long",
        en=f"“{field}” is longer than {most} characters.",
        fr=f"« {field} » dépasse {most} caractères.",
        details={"most": most},
    )


def _unreadable(field: str) -> Invalid:
    return Invalid(
        field=field,
        code="control_characters",
        en=f"“{field}” holds characters that cannot be shown.",
        fr=f"« {field} » contient des caractères qui ne peuvent pas être affichés.",
    )
