"""From what another system writes to the values that we know. Each refuses with `Invalid` naming where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale

from domain.customers.contacts import check_phone
from domain.kernel.address import check_country
from domain.kernel.email import check_email
from domain.kernel.errors import Invalid
from domain.kernel.money import Money, check_currency
from domain.kernel.text import clean_text, fold

LONGEST_TEXT: Final = 300


@dataclass(frozen=True, slots=True)
class Around:
    """What a value cannot say by itself: the currency of its record, the zone of times without one, a country."""

    currency: str = ""
    zone: str = "UTC"
    country: str | None = None


def _text(value: Any, field: str, _around: Around) -> str:
    plain = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    return clean_text(plain, field=field, most=LONGEST_TEXT, required=False)


def _integer(value: Any, field: str, _around: Around) -> int:
    text = str(value).strip()
    if not isinstance(value, bool) and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit():
        number = int(text[:20])
        if abs(number) < 10**15:
            return number
    raise Invalid(
        field=field,
        code="not_a_number",
        en=f"“{field}” must be a whole number.",
        fr=f"« {field} » doit être un nombre entier.",
    )


def _money(value: Any, field: str, around: Around) -> Money:
    return Money.parse(value.strip() if isinstance(value, str) else value, around.currency, field=field)


def _instant(value: Any, field: str, around: Around) -> datetime:
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.replace(tzinfo=moment.tzinfo or ZoneInfo(around.zone)).astimezone(UTC)
    except (AttributeError, ValueError, OverflowError) as error:
        raise Invalid(
            field=field,
            code="not_a_time",
            en=f"“{field}” must be a time such as 2026-11-24T10:00:00+01:00.",
            fr=f"« {field} » doit être une heure comme 2026-11-24T10:00:00+01:00.",
        ) from error


def _country(value: Any, field: str, _around: Around) -> str:
    """A code, or a name in English or French."""
    name = fold(value) if isinstance(value, str) else ""
    return check_country(_country_names().get(name.strip(), value), field=field)


def _currency(value: Any, field: str, _around: Around) -> str:
    return check_currency(value, field=field)


def _phone(value: Any, field: str, around: Around) -> str:
    return check_phone(value, field=field, region=around.country)


def _email(value: Any, field: str, _around: Around) -> str:
    return check_email(value, field=field)


def _language(value: Any, _field: str, _around: Around) -> str:
    """French for whoever reads French, English for everybody else."""
    return "fr" if isinstance(value, str) and value.strip().lower()[:2] == "fr" else "en"


def _flag(value: Any, _field: str, _around: Around) -> bool:
    """Whether there is something: true, a time, a word."""
    return bool(value)


Convert = Callable[[Any, str, Around], Any]
KINDS: Final[Mapping[str, Convert]] = {
    "text": _text,
    "integer": _integer,
    "money": _money,
    "instant": _instant,
    "country": _country,
    "currency": _currency,
    "phone": _phone,
    "email": _email,
    "language": _language,
    "flag": _flag,
}


@cache
def _country_names() -> Mapping[str, str]:
    names = {}
    for language in ("fr", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names[fold(name)] = code
    return names
