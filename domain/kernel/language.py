"""The languages that people are spoken to in."""

from domain.kernel.errors import Invalid

LANGUAGES = ("en", "fr")


def check_language(value: object, *, field: str = "language") -> str:
    """`value` if it is a language that customers are written to in."""
    if value not in LANGUAGES:
        raise Invalid(
            field=field,
            code="unknown_language",
            en=f"“{field}” must be en or fr.",
            fr=f"« {field} » doit être en ou fr.",
        )
    return str(value)
