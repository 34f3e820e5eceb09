"""When an order that leaves a node now will arrive."""

from datetime import UTC, date, datetime, time

import pytest

from domain.models.inventory import Node
from domain.sourcing.promise import promise

WEEKDAYS = {str(day): "09:00-18:00" for day in range(5)}


def node(zone: str = "Europe/Paris", **values: object) -> Node:
    return Node(**{"time_zone": zone, "cut_off": time(15), "opening_hours": {}, "country": "FR"} | values)


@pytest.mark.parametrize(
    ("at", "country", "arrives"),
    [
        (datetime(2026, 11, 24, 13, 59, tzinfo=UTC), "FR", date(2026, 11, 26)),  # 14:59 in Paris
        (datetime(2026, 11, 24, 14, 0, tzinfo=UTC), "FR", date(2026, 11, 27)),  # 15:00: the next day
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), "GB", date(2026, 11, 29)),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "FR", date(2026, 11, 27)),  # the 25th in Paris
        (datetime(2026, 7, 1, 12, 59, tzinfo=UTC), "FR", date(2026, 7, 3)),  # summer time
        (datetime(2026, 7, 1, 13, 0, tzinfo=UTC), "FR", date(2026, 7, 4)),
    ],
)
def test_the_cut_off_is_the_nodes_own_time(at: datetime, country: str, arrives: date):
    assert promise(node(), country=country, at=at) == arrives


def test_a_closed_day_waits_for_the_next_open_one():
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert promise(node(opening_hours=WEEKDAYS), country="FR", at=friday) == date(2026, 12, 2)
    assert promise(node(), country="FR", at=friday) == date(2026, 11, 30)


def test_a_node_on_the_other_side_of_the_world_has_another_day():
    at = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # the 25th, 09:00 in Auckland
    assert promise(node("Pacific/Auckland", country="NZ"), country="NZ", at=at) == date(2026, 11, 27)
    assert promise(node("America/Los_Angeles", country="US"), country="US", at=at) == date(2026, 11, 26)
