"""Which day of the week is it?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from rules_engine.document.model import Weekdays
from rules_engine.vocabulary.operators import WEEKDAYS

_DAYS = tuple(WEEKDAYS)


def is_weekday(weekdays: Weekdays, seconds: int) -> bool:
    """Whether `seconds` since 1970 fall on one of the days, where the time zone is."""
    return _DAYS[datetime.fromtimestamp(seconds, ZoneInfo(weekdays.time_zone)).weekday()] in weekdays.days
