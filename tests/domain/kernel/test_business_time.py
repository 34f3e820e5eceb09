"""Business time is what a count of every open minute comes to, on days when the clocks are changed as well."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.business_time import ALWAYS, Calendar, after, is_open, seconds_between

ZONES = ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Africa/Cairo")
# Days around which clocks are changed somewhere, and a plain one.
DAYS = [
    datetime(*day, tzinfo=UTC)
    for day in ((2026, 3, 8), (2026, 3, 29), (2026, 4, 4), (2026, 4, 24), (2026, 10, 25), (2026, 11, 1), (2026, 7, 14))
]
DESK = Calendar("Europe/Paris", tuple((day, 8 * 60, 20 * 60) for day in range(5)), ("2026-12-25",))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    hours = draw(
        st.lists(
            st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda h: h[1] < h[2]),
            min_size=1,
            max_size=8,
        )
    )
    day = draw(st.sampled_from(DAYS)).date()
    holidays = draw(st.lists(st.integers(-1, 2).map(lambda n: (day + timedelta(n)).isoformat()), max_size=1))
    return Calendar(draw(st.sampled_from(ZONES)), tuple(sorted(set(hours))), tuple(holidays))


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """A whole minute near a day of `DAYS`."""
    return draw(st.sampled_from(DAYS)) + timedelta(minutes=draw(st.integers(-1_440, 2_880)))


def counted(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Every minute looked at by itself."""
    first, last = int(start.timestamp()), int(end.timestamp())
    return sum(60 for second in range(first, last, 60) if is_open(calendar, second))


@settings(max_examples=150, deadline=None)
@given(calendars(), moments(), st.integers(0, 3 * 1_440))
def test_it_is_the_count_of_the_open_minutes(calendar: Calendar, start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    assert seconds_between(calendar, start, end) == counted(calendar, start, end)


@settings(max_examples=150, deadline=None)
@given(calendars(), moments(), st.integers(1, 600))
def test_what_is_added_has_passed_by_then_and_not_before(calendar: Calendar, start: datetime, minutes: int) -> None:
    due = after(calendar, start, minutes * 60)
    if due - start > timedelta(days=4):
        return  # open for so few minutes that counting them one by one takes a while
    assert counted(calendar, start, due) == minutes * 60
    assert counted(calendar, start, due - timedelta(minutes=1)) < minutes * 60


@settings(deadline=None)
@given(calendars(), moments(), st.integers(0, 2_000), st.integers(0, 2_000))
def test_a_pause_in_between_costs_nothing(calendar: Calendar, start: datetime, worked: int, paused: int) -> None:
    target = seconds_between(calendar, start, start + timedelta(minutes=worked)) + 3_600
    left = target - seconds_between(calendar, start, start + timedelta(minutes=worked))
    resumed = start + timedelta(minutes=worked + paused)
    due = after(calendar, resumed, left)
    assert left == 3_600 and seconds_between(calendar, resumed, due) in (
        left,
        0 if due - resumed > timedelta(3_000) else left,
    )


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-24T10:00+00:00", 60, "2026-11-24T11:00+00:00"),
        ("2026-11-24T18:30+00:00", 60, "2026-11-25T07:30+00:00"),  # 19:30 in Paris: half an hour is left of the day
        ("2026-11-27T18:59+00:00", 2, "2026-11-30T07:01+00:00"),  # over the weekend
        ("2026-12-24T18:30+00:00", 60, "2026-12-28T07:30+00:00"),  # over Christmas and the weekend
        ("2026-03-27T18:00+00:00", 120, "2026-03-30T07:00+00:00"),  # summer time begins on the Sunday
    ],
)
def test_a_desk_in_paris(start: str, minutes: int, due: str) -> None:
    assert after(DESK, datetime.fromisoformat(start), minutes * 60) == datetime.fromisoformat(due)


def test_an_hour_that_comes_twice_counts_twice() -> None:
    night = Calendar("Europe/Paris", ((6, 2 * 60, 3 * 60),))
    start, end = datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert seconds_between(night, start, end) == 7_200
    spring = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert seconds_between(night, spring, spring + timedelta(days=1)) == 0


def test_without_hours_every_second_counts_and_a_closed_shop_never_opens() -> None:
    start = datetime(2026, 11, 24, 10, 0, 30, tzinfo=UTC)
    assert after(ALWAYS, start, 90) == start + timedelta(seconds=90)
    assert after(ALWAYS, start, 0) == start
    assert seconds_between(ALWAYS, start, start - timedelta(hours=1)) == 0
    closed = Calendar("UTC", ())
    assert after(closed, start, 60) > start + timedelta(days=3_000)
