"""In which time zone a customer reads, where their browser does not say: their own, or that of where the order goes."""

from collections import defaultdict
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

# Of countries with several zones, the one in which most people live.
_MOSTLY = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}
_UNSAID = "UTC"  # what a customer has of whom nobody knows better


def zone_of(time_zone: str, country: str) -> ZoneInfo:
    """The customer's own time zone; where nobody said it, that of the country; UTC where that is not known either."""
    name = time_zone if time_zone != _UNSAID else _of_country(country.upper())
    try:
        return ZoneInfo(name or _UNSAID)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_UNSAID)


def _of_country(country: str) -> str:
    zones = _zones().get(country, ())
    return _MOSTLY.get(country) or (zones[0] if zones else "")


@cache
def _zones() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for zone, country in sorted(get_global("zone_territories").items()):
        found[country].append(zone)
    return dict(found)
