"""The period of a form: days as the reader counts them. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from console.ui.figures import Reader
from domain.kernel.errors import Invalid


def period_said(form: Mapping[str, str], reader: Reader) -> dict[str, datetime | None]:
    """From the start of the first day to the end of the last, where the reader is; what is empty was not said."""
    since, until = _day(form, "since"), _day(form, "until")
    return {
        "since": _begin(since, reader) if since else None,
        "until": _begin(until + timedelta(days=1), reader) if until else None,
    }


def _day(form: Mapping[str, str], field: str) -> date | None:
    text = form.get(field, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1970 <= day.year <= 9000:
        raise Invalid(
            field=field,
            code="no_day",
            en=f"“{field}” must be a day.",
            fr=f"« {field} » doit être un jour.",
        )
    return day


def _begin(day: date, reader: Reader) -> datetime:
    return datetime.combine(day, time(), reader.zone).astimezone(UTC)
