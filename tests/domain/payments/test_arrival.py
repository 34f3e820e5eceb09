"""When money that was given back is there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.payments.arrival import Arrival, arrival_of

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("card", date(2026, 12, 2), date(2026, 12, 9)),
        ("wallet", date(2026, 12, 2), date(2026, 12, 9)),
        ("bank_transfer", date(2026, 11, 26), date(2026, 11, 30)),
        ("gift_card", WEDNESDAY, WEDNESDAY),
        ("store_credit", WEDNESDAY, WEDNESDAY),
        ("goodwill_credit", WEDNESDAY, WEDNESDAY),
    ],
)
def test_each_means_of_payment_has_its_days(kind: str, first: date, last: date) -> None:
    arrival = arrival_of(kind)
    assert arrival is not None
    assert arrival.between(WEDNESDAY) == (first, last)


def test_of_what_nobody_knows_nothing_is_said() -> None:
    assert arrival_of("shells") is None


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 15), st.integers(1, 15))
def test_money_comes_on_a_business_day_and_longer_takes_longer(day: date, least: int, more: int) -> None:
    first, last = Arrival(least, least + more).between(day)
    assert first.weekday() < 5 and last.weekday() < 5
    assert day + timedelta(least) <= first < last
