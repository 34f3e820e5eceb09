"""Business time: is a moment in the opening hours, and which day of the week is it?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from rules_engine.document.model import Calendar, Weekdays
from rules_engine.vocabulary.operators import WEEKDAYS

_DAYS = tuple(WEEKDAYS)


def is_open(calendar: Calendar, seconds: int) -> bool:
    """Whether `seconds` since 1970 lie in the hours of `calendar`, where it is, and not on a closed day."""
    local = datetime.fromtimestamp(seconds, ZoneInfo(calendar.time_zone))
    if local.date().isoformat() in calendar.holidays:
        return False
    minute = local.hour * 60 + local.minute
    return any(day == local.weekday() and opens <= minute < closes for day, opens, closes in calendar.hours)


def is_weekday(weekdays: Weekdays, seconds: int) -> bool:
    """Whether `seconds` since 1970 fall on one of the days, where the time zone is."""
    return _DAYS[datetime.fromtimestamp(seconds, ZoneInfo(weekdays.time_zone)).weekday()] in weekdays.days
