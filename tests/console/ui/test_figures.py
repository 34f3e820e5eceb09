"""Money and moments as readers of two languages expect them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from domain.kernel.money import Money

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)  # 14:05 in Paris


def reader(language: str = "en", zone: str = "Europe/Paris") -> Reader:
    return Reader(language=language, zone=ZoneInfo(zone), now=NOW)


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("en", Money(146370, "EUR"), "€1,463.70"),
        ("fr", Money(146370, "EUR"), "1\u202f463,70\xa0€"),
        ("en", Money(-500, "GBP"), "−£5.00"),
        ("en", Money(1500, "JPY"), "JP¥1,500"),
    ],
)
def test_money_has_its_currency_and_the_readers_signs(language: str, amount: Money, shown: str) -> None:
    assert reader(language).money(amount) == shown


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        (NOW, "today 14:05", "aujourd’hui 14:05"),
        (NOW - timedelta(days=1), "yesterday 14:05", "hier 14:05"),
        (datetime(2026, 3, 12, 9, tzinfo=UTC), "12 Mar", "12 mars"),
        (datetime(2025, 3, 12, 9, tzinfo=UTC), "12 Mar 2025", "12 mars 2025"),
    ],
)
def test_moments_are_said_as_people_say_them(at: datetime, english: str, french: str) -> None:
    assert (reader("en").moment(at), reader("fr").moment(at)) == (english, french)


def test_the_day_is_the_readers_not_the_servers() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert reader(zone="Europe/Paris").moment(late) == "today 00:30"
    assert reader(zone="America/New_York").moment(late) == "yesterday 18:30"


def test_the_exact_moment_names_its_zone() -> None:
    assert reader("en").exact(NOW) == "24 November 2026, 14:05:00 CET"


def test_a_moment_to_come_has_its_time_on_any_day() -> None:
    assert reader("fr").ahead(NOW + timedelta(hours=1)) == "aujourd’hui 15:05"
    assert reader().ahead(NOW + timedelta(days=2)) == "26 Nov 14:05"
