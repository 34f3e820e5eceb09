"""When an order that leaves a node now will arrive: cut-off, open days, and days on the way."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.models.inventory import Node

DOMESTIC_DAYS = 2
ABROAD_DAYS = 5
LONGEST_CLOSURE = 14  # days; a node that is never open counts as always open


def promise(node: Node, *, country: str, at: datetime) -> date:
    """The day of arrival in `country`: the next open day (today before the cut-off) plus the days on the way."""
    local = at.astimezone(ZoneInfo(node.time_zone))
    leaves = local.date() if local.time() < node.cut_off else local.date() + timedelta(days=1)
    for _ in range(LONGEST_CLOSURE):
        if not node.opening_hours or str(leaves.weekday()) in node.opening_hours:
            break
        leaves += timedelta(days=1)
    return leaves + timedelta(days=DOMESTIC_DAYS if node.country == country else ABROAD_DAYS)
