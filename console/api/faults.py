"""What is wrong with a request before the domain has seen it, in words: codes and sentences in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.kernel.errors import Invalid

_SENTENCES = {
    "missing": ("“{field}” is missing.", "« {field} » manque."),
    "unknown_field": ("“{field}” is not a field of this request.", "« {field} » n’est pas un champ de cette requête."),
    "not_text": ("“{field}” must be text.", "« {field} » doit être un texte."),
    "not_a_whole_number": ("“{field}” must be a whole number.", "« {field} » doit être un nombre entier."),
    "not_true_or_false": ("“{field}” must be true or false.", "« {field} » doit être vrai ou faux (true, false)."),
    "invalid_id": ("“{field}” is not an identifier.", "« {field} » n’est pas un identifiant."),
    "not_a_time": (
        "“{field}” must be a time with its zone, such as 2026-11-24T10:00:00Z.",
        "« {field} » doit être une heure avec son fuseau, par exemple 2026-11-24T10:00:00Z.",
    ),
    "not_a_list": ("“{field}” must be a list.", "« {field} » doit être une liste."),
    "not_an_object": ("“{field}” must be an object.", "« {field} » doit être un objet."),
    "out_of_range": ("“{field}” is out of range.", "« {field} » est hors limites."),
    "too_long": ("“{field}” is too long.", "« {field} » est trop long."),
    "unreadable_text": (
        "“{field}” holds characters that cannot be kept.",
        "« {field} » contient des caractères qui ne peuvent pas être conservés.",
    ),
    "unknown_parameter": (
        "“{field}” is not a parameter of this address.",
        "« {field} » n’est pas un paramètre de cette adresse.",
    ),
    "invalid": ("“{field}” cannot be right.", "« {field} » ne peut pas être correct."),
}

# How pydantic calls what we call otherwise: the beginnings of its names.
_KINDS = (
    ("missing", "missing"),
    ("extra_forbidden", "unknown_field"),
    ("string_too_long", "too_long"),
    ("too_long", "too_long"),
    ("string_", "not_text"),
    ("int_parsing_size", "out_of_range"),
    ("int_", "not_a_whole_number"),
    ("bool_", "not_true_or_false"),
    ("uuid_", "invalid_id"),
    ("is_instance_of", "invalid"),
    ("datetime_", "not_a_time"),
    ("date_", "not_a_time"),
    ("timezone_", "not_a_time"),
    ("list_", "not_a_list"),
    ("dict_", "not_an_object"),
    ("model_", "not_an_object"),
    ("greater_", "out_of_range"),
    ("less_", "out_of_range"),
)
_SOURCES = ("body", "query", "path", "header")


def invalid(code: str, field: str) -> Invalid:
    """A refusal with one of the sentences above."""
    en, fr = _SENTENCES[code]
    return Invalid(code=code, field=field, en=en.format(field=field), fr=fr.format(field=field))


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[Invalid]:
    """Everything that the validation of a request found, in its order, at most fifty."""
    return [invalid(_code(str(error["type"])), _field(error["loc"])) for error in errors[:50]]


def _code(kind: str) -> str:
    return next((code for beginning, code in _KINDS if kind.startswith(beginning)), "invalid")


def _field(place: Sequence[str | int]) -> str:
    """`("body", "lines", 0, "sku")` as people read it: `lines[0].sku`; "body" for the whole of it."""
    parts = place[1:] if place and place[0] in _SOURCES else place
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{str(part)[:100]}" for part in parts)
    return field.lstrip(".") or "body"
