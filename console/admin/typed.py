"""Numbers and lists as people type them into forms. Pure."""

import re

from domain.kernel.errors import Invalid


def number_typed(value: str, *, field: str) -> int | None:
    """A whole number; None for an empty field."""
    text = value.strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text):
        raise Invalid(
            field=field,
            code="not_a_number",
            en="This must be a whole number.",
            fr="Il faut un nombre entier.",
        )
    return int(text)


def words_typed(value: str) -> list[str]:
    """What stands between commas or on lines of its own."""
    return [word.strip() for word in re.split(r"[,;\n]", value) if word.strip()]
