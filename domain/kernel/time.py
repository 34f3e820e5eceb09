"""Times from outside: RFC 3339 text with a zone."""

from datetime import datetime


def parse_instant(value: object) -> datetime:
    """The time written in `value` with its zone; `ValueError` if it is not one."""
    if not isinstance(value, str):
        raise ValueError("not a time")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return moment
