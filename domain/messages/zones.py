"""Where a customer sleeps: the time zones that a number or an address may be in. Pure."""

from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import timezone

from domain.kernel.time_zone import is_time_zone


def zones_of(number: str, *, own: str, country: str) -> tuple[str, ...]:
    """Of the `number` that an SMS goes to, else of the `country` that they live in, else their `own`.

    Where there are several and the customer's own is among them, that one alone.
    """
    zones = (_of_number(number) if number else ()) or _of_country(country)
    return (own,) if own in zones or not zones else zones


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
