"""Take values out of records, checked, with the field named when they cannot be right."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.text import clean_text

CURRENCY = "USD"
_COUNTRIES = {"USA": "US"}


def mapping(value: Any, *, field: str) -> Mapping[str, Any]:
    """`value` if it is an object."""
    if not isinstance(value, Mapping):
        raise Invalid(
            field=field, code="not_an_object", en=f"“{field}” must be an object.", fr=f"« {field} » doit être un objet."
        )
    return value


def sequence(value: Any, *, field: str) -> Sequence[Any]:
    """`value` if it is a list."""
    if not isinstance(value, list):
        raise Invalid(
            field=field, code="not_a_list", en=f"“{field}” must be a list.", fr=f"« {field} » doit être une liste."
        )
    return value


def text(record: Mapping[str, Any], key: str, *, field: str, most: int = 200) -> str:
    """The text under `key`, trimmed."""
    return clean_text(record.get(key), field=field, most=most)


def amount(record: Mapping[str, Any], key: str, *, field: str) -> int:
    """The amount under `key` in cents; not negative."""
    currency = record.get("currency", CURRENCY)
    if currency != CURRENCY:
        raise Invalid(
            field=field.replace(key, "currency"),
            code="unknown_currency",
            en="Every amount of this data set is in USD.",
            fr="Tous les montants de ce jeu de données sont en USD.",
        )
    minor = Money.parse(record.get(key), CURRENCY, field=field).minor
    if minor < 0:
        raise Invalid(
            field=field,
            code="negative_amount",
            en=f"“{field}” must not be negative.",
            fr=f"« {field} » ne peut pas être négatif.",
        )
    return minor


def address_values(record: Mapping[str, Any], *, field: str) -> dict[str, Any]:
    """The parts of an address under the names that `Address` has."""
    value = mapping(record.get("address"), field=field)
    country = value.get("country")
    return {
        "line1": value.get("address1"),
        "line2": value.get("address2"),
        "city": value.get("city"),
        "region": value.get("state"),
        "postal_code": value.get("zip"),
        "country": _COUNTRIES.get(country, country) if isinstance(country, str) else country,
    }


def options(value: Any, *, field: str) -> dict[str, str]:
    """Variant options: names and values as text."""
    return {
        clean_text(name, field=field, most=60): clean_text(choice, field=f"{field}.{name}", most=200)
        for name, choice in mapping(value, field=field).items()
    }
