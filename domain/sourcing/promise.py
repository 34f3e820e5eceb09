"""When goods that leave a node now will arrive: cut-off, open days, and days on the way."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.models.inventory import Node

# Days on the way: in the country, and abroad.
TRANSIT_DAYS: Final[Mapping[str, tuple[int, int]]] = {"standard": (2, 5), "express": (1, 3)}
LONGEST_CLOSURE = 14  # days; a node that is never open counts as always open


def promise(node: Node, *, country: str, at: datetime, service: str = "standard") -> date:
    """The day of arrival in `country`: the next open day (today before the cut-off) plus the days on the way."""
    home, abroad = TRANSIT_DAYS[service]
    return leaves_on(node, at=at) + timedelta(days=home if node.country == country else abroad)


def pickup_promise(source: Node, *, store: Node, at: datetime) -> date:
    """The open day on which goods of `source` can be fetched at `store`; they are sent there first if need be."""
    if source.id == store.id:
        return leaves_on(store, at=at)
    return _open_day(store, promise(source, country=store.country, at=at))


def leaves_on(node: Node, *, at: datetime) -> date:
    """The day on which goods ordered `at` leave `node`, or are ready there."""
    local = at.astimezone(ZoneInfo(node.time_zone))
    return _open_day(node, local.date() if local.time() < node.cut_off else local.date() + timedelta(days=1))


def _open_day(node: Node, day: date) -> date:
    for _ in range(LONGEST_CLOSURE):
        if not node.opening_hours or str(day.weekday()) in node.opening_hours:
            break
        day += timedelta(days=1)
    return day
