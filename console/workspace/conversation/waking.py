"""When a conversation that is put aside comes back."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.kernel.errors import Invalid

_MORNING: Final = time(9)


def wakes_at(span: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When a conversation that is put aside for `span` comes back: 1h, 4h, tomorrow or monday, at nine there."""
    if span in ("1h", "4h"):
        return now + timedelta(hours=int(span[0]))
    if span not in ("tomorrow", "monday"):
        raise Invalid(field="until", code="unknown_choice", en="There is no such time.", fr="Cette durée n’existe pas.")
    today = now.astimezone(zone).date()
    days = 1 if span == "tomorrow" else 7 - today.weekday()
    return datetime.combine(today + timedelta(days=days), _MORNING, zone)
