"""Money: exact, never a float, never two currencies in one sum."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.errors import Invalid
from domain.kernel.money import LARGEST_AMOUNT, Money, check_currency, total_of

CURRENCIES = some.sampled_from(["EUR", "USD", "GBP", "JPY", "KWD"])
AMOUNTS = some.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT)
WEIGHTS = some.lists(some.integers(0, 10**9), min_size=1, max_size=30).filter(any)


@given(AMOUNTS, CURRENCIES, WEIGHTS)
def test_a_split_sums_exactly_and_no_share_is_a_unit_away_from_fair(minor: int, currency: str, weights: list[int]):
    shares = Money(minor, currency).split(weights)
    assert total_of(shares, currency) == Money(minor, currency)
    assert len(shares) == len(weights)
    total = sum(weights)
    assert all(abs(share.minor * total - minor * w) < total for share, w in zip(shares, weights, strict=True))


@given(AMOUNTS, WEIGHTS)
def test_a_larger_weight_never_gets_less_and_zero_gets_nothing(minor: int, weights: list[int]):
    shares = Money(minor, "EUR").split(weights)
    for own, weight in zip(shares, weights, strict=True):
        assert weight or not own
        assert all(abs(own.minor) >= abs(b.minor) for b, w in zip(shares, weights, strict=True) if w < weight)


@given(AMOUNTS, WEIGHTS)
def test_a_split_back_is_the_split_with_its_sign_turned(minor: int, weights: list[int]):
    assert Money(-minor, "EUR").split(weights) == [-share for share in Money(minor, "EUR").split(weights)]


def test_units_left_over_go_to_the_earlier_of_equal_shares():
    assert [share.minor for share in Money(100, "EUR").split([1, 1, 1])] == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [-1]])
def test_a_split_without_a_weight_is_a_mistake(weights: list[int]):
    with pytest.raises(ValueError):
        Money(100, "EUR").split(weights)


@given(AMOUNTS, CURRENCIES)
def test_what_is_written_is_read_back(minor: int, currency: str):
    money = Money(minor, currency)
    assert Money.parse(str(money.decimal), currency) == money
    assert Money.parse(money.decimal, currency) == money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.34", "EUR", 1234), ("-0.5", "EUR", -50), (7, "EUR", 700), ("1200", "JPY", 1200), ("1.234", "KWD", 1234),
     (Decimal("9.90"), "USD", 990), ("1e2", "EUR", 10_000), ("12.3400", "EUR", 1234)],
)  # fmt: skip
def test_amounts_are_read_with_the_digits_of_their_currency(amount: object, currency: str, minor: int):
    assert Money.parse(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        *[(value, "not_an_amount") for value in (1.5, 0.1, True, None, [], {}, b"1", "", "abc", "1,50", "NaN", "sNaN")],
        *[(value, "not_an_amount") for value in ("Infinity", "-inf", "1" * 41, "1e999999", Decimal("NaN"), "0x10")],
        *[(value, "amount_too_fine") for value in ("0.001", "1e-9", Decimal("1.005"))],
        *[(value, "amount_too_large") for value in ("100000000000.01", 10**12, "-100000000000.01", "1e20")],
    ],
)
def test_what_is_no_amount_is_refused_and_the_field_is_named(amount: Any, code: str):
    with pytest.raises(Invalid) as refusal:
        Money.parse(amount, "EUR", field="lines[0].unit_price")
    assert (refusal.value.code, refusal.value.field) == (code, "lines[0].unit_price")
    assert "lines[0].unit_price" in refusal.value.en
    assert "lines[0].unit_price" in refusal.value.fr


def test_a_currency_without_decimals_takes_none():
    with pytest.raises(Invalid) as refusal:
        Money.parse("1.5", "JPY")
    assert refusal.value.code == "amount_too_fine"


def test_currencies_never_mix():
    for mix in (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: total_of([a, b], "EUR")):
        with pytest.raises(ValueError, match="do not mix"):
            mix(Money(1, "EUR"), Money(1, "USD"))


def test_money_is_shown_with_the_digits_of_its_currency():
    assert [str(Money(1230, code)) for code in ("EUR", "JPY", "KWD")] == ["12.30 EUR", "1230 JPY", "1.230 KWD"]


@pytest.mark.parametrize(("value", "code"), [("eur", "EUR"), (" GBP ", "GBP"), ("JPY", "JPY")])
def test_currency_codes_are_read_in_any_case(value: str, code: str):
    assert check_currency(value) == code


@pytest.mark.parametrize("value", ["", "EURO", "€", "XYZ", None, 978, "E\x00R", ["EUR"]])
def test_an_unknown_currency_is_refused(value: object):
    with pytest.raises(Invalid) as refusal:
        check_currency(value, field="total.currency")
    assert (refusal.value.code, refusal.value.field) == ("unknown_currency", "total.currency")
