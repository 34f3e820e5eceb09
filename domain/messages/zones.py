"""Where a customer sleeps: the time zones that a number or an address may be in. Pure."""

from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import timezone

from domain.kernel.time_zone import is_time_zone


def zones_of(number: str, *, own: str, country: str) -> tuple[str, ...]:
    """Their `own`, where it lies in the `country` that they live in and the `number` an SMS goes to is of that country:
    people move and keep their number. Else of the number, else of the country, else their own.

    Where there are several and the customer's own is among them, that one alone.
    """
    if number and country and _country_of(number) == country.upper() and own in _of_country(country):
        return (own,)
    zones = (_of_number(number) if number else ()) or _of_country(country)
    return (own,) if own in zones or not zones else zones


@lru_cache(maxsize=4096)
def _country_of(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


@lru_cache(maxsize=4096)
def _of_number(number: str) -> tuple[str, ...]:
    try:
        found = timezone.time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in found if is_time_zone(name))


@lru_cache(maxsize=512)
def _of_country(country: str) -> tuple[str, ...]:
    return tuple(name for name in get_global("territory_zones").get(country.upper(), ()) if is_time_zone(name))
