"""Times from outside: RFC 3339 text with a zone."""

from datetime import UTC, datetime


def parse_instant(value: object) -> datetime:
    """The time written in `value` with its zone, in UTC; `ValueError` if it is not one."""
    if not isinstance(value, str):
        raise ValueError("not a time")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time that no calendar has") from error
