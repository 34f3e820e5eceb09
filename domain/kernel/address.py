"""Postal addresses: checked once, kept as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from babel import Locale

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is ISO 3166-1 alpha-2; `region` a state or county code; all text is trimmed."""

    line1: str
    city: str
    country: str
    line2: str = ""
    region: str = ""
    postal_code: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def parse(cls, value: object, *, field: str = "address") -> "Address":
        """The address in a mapping with the keys of this class; `Invalid` names `field.key`."""
        if not isinstance(value, Mapping):
            raise Invalid(
                field=field,
                code="not_an_address",
                en=f"“{field}” must be an address with line1, city and country.",
                fr=f"« {field} » doit être une adresse avec line1, city et country.",
            )
        return cls(
            line1=_part(value, "line1", field, 200),
            line2=_part(value, "line2", field, 200, required=False),
            city=_part(value, "city", field, 100),
            region=_part(value, "region", field, 100, required=False),
            postal_code=_part(value, "postal_code", field, 20, required=False),
            country=check_country(value.get("country"), field=f"{field}.country"),
        )


def check_country(value: object, *, field: str) -> str:
    """`value` as an upper-case ISO 3166-1 alpha-2 code, or `Invalid` naming `field`."""
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in _countries():
        raise Invalid(
            field=field,
            code="unknown_country",
            en=f"“{field}” must be a two-letter country code such as FR, GB or US.",
            fr=f"« {field} » doit être un code de pays à deux lettres comme FR, GB ou US.",
        )
    return code


def _part(value: Mapping[str, Any], key: str, field: str, most: int, *, required: bool = True) -> str:
    return clean_text(value.get(key), field=f"{field}.{key}", most=most, required=required)


@cache
def _countries() -> frozenset[str]:
    codes = [str(code) for code in Locale("en").territories]
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES)


_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
