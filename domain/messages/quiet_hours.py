"""When the customer's night ends. Pure."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = 24 * 60
_MOST_ROUNDS: Final = 64


def quiet_end(now: datetime, zones: Collection[str], *, begins: int, ends: int) -> datetime | None:
    """The first moment, not before `now`, that is outside the quiet hours in every zone; None when that is now.

    `begins` and `ends` are minutes of the day; the same twice is no quiet hours at all. Where the zones leave no moment
    of the day to all of them, the first one alone counts.
    """
    if begins == ends or not zones:
        return None
    moment, known = now, [ZoneInfo(name) for name in zones]
    for _ in range(_MOST_ROUNDS):
        later = max(_end_in(zone, moment, begins, ends) for zone in known)
        if later <= moment:
            return moment if moment > now else None
        moment = later
    return quiet_end(now, list(zones)[:1], begins=begins, ends=ends)


def _end_in(zone: ZoneInfo, moment: datetime, begins: int, ends: int) -> datetime:
    """`moment` itself where it is not quiet."""
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    quiet = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1 if begins > ends and minute >= begins else 0)
    end = datetime.combine(day, time(ends // 60 % 24, ends % 60), zone)
    return max(end.astimezone(moment.tzinfo), moment + timedelta(minutes=1))
