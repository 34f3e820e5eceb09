"""Refusals that name the place, and the plain checks that every part of a document shares."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text, sought_text
from domain.kernel.time import parse_instant
from rules_engine.document.limits import LARGEST, LONGEST_KEY, LONGEST_TEXT

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*", re.ASCII)


def refusal(at: str, *, code: str, en: str, fr: str) -> Invalid:
    """`en` and `fr` go on after the quoted place: "must be text." """
    return Invalid(field=at, code=code, en=f"“{at}” {en}", fr=f"« {at} » {fr}")


def below(at: str, key: str) -> str:
    """The place of a field: `rules[3]` and `when` give `rules[3].when`."""
    return f"{at}.{key}" if at else key


def shown(key: object) -> str:
    """A name that somebody made up, as a place can hold it: short, and nothing in it that cannot be shown."""
    return sought_text(str(key)[:LONGEST_KEY])


def mapping(plain: object, *, at: str, required: Sequence[str] = (), optional: Sequence[str] = ()) -> Mapping[str, Any]:
    """`plain` if it is an object with these fields only. A field that is null counts as left out."""
    if not isinstance(plain, Mapping):
        raise refusal(at or "document", code="not_an_object", en="must be an object.", fr="doit être un objet.")
    for key in plain:
        if key not in required and key not in optional:
            where = below(at, shown(key))
            raise refusal(where, code="unknown_field", en="is not known here.", fr="n’est pas connu ici.")
    for key in required:
        if plain.get(key) is None:
            raise missing(below(at, key))
    return {key: value for key, value in plain.items() if value is not None}


def sequence(plain: object, *, at: str, most: int, least: int = 0) -> Sequence[Any]:
    """`plain` if it is a list of `least` to `most` entries."""
    if not isinstance(plain, (list, tuple)):
        raise refusal(at, code="not_a_list", en="must be a list.", fr="doit être une liste.")
    if len(plain) < least:
        raise refusal(at, code="empty", en="must not be empty.", fr="ne doit pas être vide.")
    if len(plain) > most:
        en, fr = f"has {len(plain)} entries; {most} is the most.", f"a {len(plain)} éléments ; le maximum est {most}."
        raise refusal(at, code="too_many", en=en, fr=fr)
    return plain


def whole_number(plain: object, *, at: str, least: int = -LARGEST, most: int = LARGEST) -> int:
    """`plain` if it is a whole number from `least` to `most`; not a float, not a flag, not text."""
    if not isinstance(plain, int) or isinstance(plain, bool):
        en, fr = "must be a whole number.", "doit être un nombre entier."
        raise refusal(at, code="not_a_whole_number", en=en, fr=fr)
    if not least <= plain <= most:
        en, fr = f"must be from {least} to {most}.", f"doit être compris entre {least} et {most}."
        raise refusal(at, code="out_of_range", en=en, fr=fr)
    return plain


def flag(plain: object, *, at: str) -> bool:
    """`plain` if it is true or false."""
    if not isinstance(plain, bool):
        raise refusal(at, code="not_a_flag", en="must be true or false.", fr="doit être true ou false.")
    return plain


def text(plain: object, *, at: str, most: int = LONGEST_TEXT, required: bool = True, lines: bool = False) -> str:
    """`plain` as clean text of at most `most` characters."""
    if not isinstance(plain, str):
        raise refusal(at, code="not_text", en="must be text.", fr="doit être un texte.")
    return clean_text(plain, field=at, most=most, required=required, lines=lines)


def key(plain: object, *, at: str) -> str:
    """`plain` if it is a name for machines: small letters, digits, and _ . - within."""
    if not isinstance(plain, str) or len(plain) > LONGEST_KEY or not _KEY.fullmatch(plain):
        en = f"must be at most {LONGEST_KEY} of a-z, 0-9, “_”, “.” and “-”, and begin with a letter or digit."
        fr = f"doit avoir au plus {LONGEST_KEY} signes (a-z, 0-9, « _ », « . », « - ») et commencer par a-z ou 0-9."
        raise refusal(at, code="not_a_key", en=en, fr=fr)
    return plain


def one_of(plain: object, among: Sequence[str], *, at: str) -> str:
    """`plain` if it is among these."""
    if not isinstance(plain, str) or plain not in among:
        known = ", ".join(among)
        en, fr = f"must be one of: {known}.", f"doit être l’une de ces valeurs : {known}."
        raise refusal(at, code="unknown_choice", en=en, fr=fr)
    return plain


def instant(plain: object, *, at: str) -> int:
    """The time written in `plain` with its zone, in whole seconds since 1970."""
    try:
        return int(parse_instant(plain).timestamp() // 1)
    except (ValueError, OverflowError):
        en = "must be a time with its zone, such as 2026-11-27T08:00:00+01:00."
        fr = "doit être une heure avec son fuseau, par exemple 2026-11-27T08:00:00+01:00."
        raise refusal(at, code="not_a_time", en=en, fr=fr) from None


def missing(at: str) -> Invalid:
    return refusal(at, code="missing", en="is missing.", fr="manque.")
