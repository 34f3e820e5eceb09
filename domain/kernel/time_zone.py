"""IANA time zones."""

from functools import cache
from zoneinfo import available_timezones

from domain.kernel.errors import Invalid


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(value: str) -> bool:
    """Whether it is an IANA time zone such as Europe/Paris."""
    return value in _known()


def check_time_zone(value: object, *, field: str = "time_zone") -> str:
    """`value` if it is an IANA time zone such as Europe/Paris, or `Invalid` naming `field`."""
    if not isinstance(value, str) or value not in _known():
        raise Invalid(
            field=field,
            code="unknown_time_zone",
            en=f"“{field}” is not a time zone such as Europe/Paris.",
            fr=f"« {field} » n’est pas un fuseau horaire comme Europe/Paris.",
        )
    return value
