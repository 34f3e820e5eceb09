"""What is named in a message: orders, SKUs, amounts, days, counts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conversations.entities import entities_in
from domain.kernel.money import Money

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday


def named(text: str, language: str = "en") -> list[tuple[str, object]]:
    return [(each.kind, each.value) for each in entities_in(text, now=NOW, language=language)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("#W5918442", ["W5918442"]),
        ("where are w5918442 and # C1042?", ["W5918442", "C1042"]),
        ("order number 5918442", ["5918442"]),
        ("ma commande n° 591 84 42", ["5918442"]),
        ("order number w five nine one eight four four two", ["W5918442"]),
        ("commande double v cinq neuf un huit quatre quatre deux", ["W5918442"]),
        ("my W is 12 and call 0612345678", []),
    ],
)
def test_orders(text: str, keys: list[str]) -> None:
    assert [value for kind, value in named(text) if kind == "order_number"] == keys


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("12,50 €", Money(1250, "EUR")),
        ("£20", Money(2000, "GBP")),
        ("$30.00 back", Money(3000, "USD")),
        ("1 234,50 euros", Money(123450, "EUR")),
        ("1,234.50 USD", Money(123450, "USD")),
        ("12€50", Money(1250, "EUR")),
        ("EUR 99", Money(9900, "EUR")),
        ("30 bucks", Money(3000, "USD")),
    ],
)
def test_amounts(text: str, money: Money) -> None:
    assert named(text) == [("amount", money)]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("yesterday", "en", date(2026, 11, 25)),
        ("hier", "fr", date(2026, 11, 25)),
        ("avant-hier", "fr", date(2026, 11, 24)),
        ("last Tuesday", "en", date(2026, 11, 24)),
        ("jeudi dernier", "fr", date(2026, 11, 19)),
        ("next monday", "en", date(2026, 11, 30)),
        ("on 12 October", "en", date(2026, 10, 12)),
        ("le 1er décembre", "fr", date(2026, 12, 1)),
        ("March 3rd, 2025", "en", date(2025, 3, 3)),
        ("2026-02-28", "en", date(2026, 2, 28)),
        ("3/10/2026", "fr", date(2026, 10, 3)),
        ("10/25/2026", "en", date(2026, 10, 25)),
        ("3 weeks ago", "en", date(2026, 11, 5)),
        ("il y a 3 jours", "fr", date(2026, 11, 23)),
    ],
)
def test_days(text: str, language: str, day: date) -> None:
    assert [value for kind, value in named(text, language) if kind == "date"] == [day]


def test_days_that_there_are_not() -> None:
    assert named("30/02/2026") == []
    assert [kind for kind, _ in named("31 november")] != ["date"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two lamps and 3 mugs", [2, 3]),
        ("deux chemises", [2]),
        ("size 42, 2 days, 256 GB, 10%", []),
        ("2x mug", [2]),
        ("flat 3", []),
    ],
)
def test_counts(text: str, counts: list[int]) -> None:
    assert [value for kind, value in named(text) if kind == "quantity"] == counts


def test_skus() -> None:
    assert named("sku 85123A and LAMP-RED-01") == [("sku", "85123A"), ("sku", "LAMP-RED-01")]
    assert named("reference: ab-12") == [("sku", "AB-12")]


@given(st.text(max_size=300))
def test_places_are_in_the_text_and_apart(text: str) -> None:
    at = 0
    for each in entities_in(text, now=NOW):
        assert at <= each.start < each.end <= len(text)
        at = each.end
