"""The formula: it sums, whatever the figures."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from domain.kernel.money import Money
from domain.pricing.formula import MILLION, SHIPPING_TAXED, Given, PricedLine, Taxation, half_up, price, spread

RATES = some.sampled_from([0, 20_000, 40_000, 55_000, 72_500, 88_750, 100_000, 200_000, 333_333, 999_999])
TAXATIONS = some.sampled_from(list(Taxation))
COMPUTED = some.sampled_from([Taxation.INCLUDED, Taxation.ADDED])


@some.composite
def lines_of_orders(draw: some.DrawFn) -> list[PricedLine]:
    """Lines that keep a price of nothing or more, with price cuts and credits as they may be."""
    made = []
    for _ in range(draw(some.integers(1, 8))):
        total = draw(some.integers(0, 10**9))
        cut = draw(some.integers(0, total))
        credited = draw(some.integers(0, total - cut))
        made.append(PricedLine(total, cut + credited, credited, draw(RATES)))
    return made


LINES = lines_of_orders()
SHIPPING = some.integers(0, 10**6)
TAXES = some.builds(Given, tax=some.integers(0, 10**8), net=some.integers(0, 10**9))


def price_of(lines: list[PricedLine], **values: Any):
    return price(lines, discount=sum(line.discount for line in lines), **values)


@given(LINES, TAXATIONS, SHIPPING, some.integers(0, 10**6), TAXES)
def test_everything_sums_and_nothing_is_negative(lines, taxation, shipping, fees, given_tax):
    priced = price_of(lines, taxation=taxation, shipping=shipping, fees=fees, given=given_tax)
    assert sum(priced.taxes) == priced.tax
    assert min(priced.taxes) >= 0
    assert priced.subtotal == sum(line.total for line in lines)
    payable = 0 if taxation is Taxation.INCLUDED else priced.tax
    discount = sum(line.discount for line in lines)
    assert priced.total == priced.subtotal - discount + shipping + fees + payable >= 0


@given(LINES, TAXATIONS, SHIPPING, TAXES, some.randoms())
def test_the_order_of_the_lines_changes_no_sum(lines, taxation, shipping, given_tax, random: Random):
    shuffled = random.sample(lines, len(lines))
    first, second = (
        price_of(each, taxation=taxation, shipping=shipping, given=given_tax) for each in (lines, shuffled)
    )
    assert (first.subtotal, first.tax, first.total) == (second.subtotal, second.tax, second.total)


@given(LINES, COMPUTED, SHIPPING)
def test_the_tax_of_each_rate_is_the_exact_one_rounded_once(lines, taxation, shipping):
    """Within half a unit for each rate; with shipping taxed too, within one more for its share."""
    bases: dict[int, int] = {}
    for line in lines:
        bases[line.millionths] = bases.get(line.millionths, 0) + line.base
    exact, of_all = Fraction(0), sum(bases.values())
    for rate, base in bases.items():
        carried = Fraction(shipping * base, of_all) if taxation in SHIPPING_TAXED and of_all else 0
        exact += (base + carried) * Fraction(rate, MILLION + rate if taxation is Taxation.INCLUDED else MILLION)
    tax = price_of(lines, taxation=taxation, shipping=shipping).tax
    assert abs(tax - exact) <= len(bases) * (Fraction(3, 2) if taxation in SHIPPING_TAXED else Fraction(1, 2))


@given(LINES, COMPUTED)
def test_no_line_is_taxed_a_unit_from_its_own_tax_of_one_rate(lines, taxation):
    lines = [replace(line, millionths=200_000) for line in lines]
    priced = price_of(lines, taxation=taxation)
    part = Fraction(1, 6) if taxation is Taxation.INCLUDED else Fraction(1, 5)
    assert all(abs(tax - line.base * part) < 2 for tax, line in zip(priced.taxes, lines, strict=True))


@given(some.integers(0, 10**9), RATES)
def test_what_is_inside_a_price_is_what_would_have_been_added(net, rate):
    added = price([PricedLine(net, millionths=rate)], taxation=Taxation.ADDED)
    inside = price([PricedLine(added.total, millionths=rate)], taxation=Taxation.INCLUDED)
    assert inside.total == added.total
    assert inside.tax == added.tax


@given(LINES, some.integers(0, 10**8), COMPUTED)
def test_a_credit_leaves_the_tax_as_it_is_and_a_cut_lowers_it(lines, amount, taxation):
    first = lines[0]
    amount = min(amount, first.total - first.discount)
    credited = replace(first, discount=first.discount + amount, credited=first.credited + amount)
    cut = replace(first, discount=first.discount + amount)
    before = price_of(lines, taxation=taxation)
    assert price_of([credited, *lines[1:]], taxation=taxation).tax == before.tax
    assert price_of([cut, *lines[1:]], taxation=taxation).tax <= before.tax
    assert price_of([credited, *lines[1:]], taxation=taxation).total == before.total - amount


@given(LINES, TAXES)
def test_a_given_tax_is_exact_while_nothing_changed_and_follows_its_rate_after(lines, given_tax):
    net = sum(line.base for line in lines)
    assume(net)
    own = Given(given_tax.tax, net)
    assert price_of(lines, taxation=Taxation.GIVEN, given=own).tax == own.tax
    other = [replace(line, total=2 * line.total, discount=0, credited=0) for line in lines]
    goods = sum(line.base for line in other)
    assert price_of(other, taxation=Taxation.GIVEN, given=own).tax == half_up(goods * own.tax, net)


def test_a_given_tax_without_goods_to_go_by_stays_while_there_are_any():
    own = Given(tax=190, net=0)
    free = PricedLine(total=1000, discount=1000)
    assert price([free], taxation=Taxation.GIVEN, discount=1000, given=own).tax == 190
    assert price([PricedLine(0)], taxation=Taxation.GIVEN, given=own).tax == 0


@pytest.mark.parametrize(
    ("taxation", "rate", "net", "tax", "total"),
    [
        (Taxation.ADDED, 88_750, 1000, 89, 1089),  # 88.75 cents
        (Taxation.ADDED, 50_000, 10, 1, 11),  # a half goes up
        (Taxation.ADDED, 50_000, 9, 0, 9),
        (Taxation.INCLUDED, 200_000, 1200, 200, 1200),
        (Taxation.INCLUDED, 55_000, 1055, 55, 1055),
        (Taxation.INCLUDED, 200_000, 3, 1, 3),  # half a cent
        (Taxation.INCLUDED, 0, 500, 0, 500),
    ],
)
def test_figures_that_can_be_checked_by_hand(taxation: Taxation, rate: int, net: int, tax: int, total: int):
    priced = price([PricedLine(net, millionths=rate)], taxation=taxation)
    assert (priced.tax, priced.total) == (tax, total)


@pytest.mark.parametrize(
    ("currency", "amount", "tax"), [("JPY", "1999", "200"), ("BHD", "19.995", "2.000"), ("EUR", "19.99", "2.00")]
)
def test_tax_is_rounded_to_the_minor_unit_of_the_currency(currency: str, amount: str, tax: str):
    line = PricedLine(Money.parse(amount, currency).minor, millionths=100_000)
    assert price([line], taxation=Taxation.ADDED).tax == Money.parse(tax, currency).minor


def test_three_lines_of_one_rate_are_rounded_once_and_share_the_cents():
    lines = [PricedLine(33, millionths=100_000)] * 3  # 3.3 cents each; 9.9 together
    assert price(lines, taxation=Taxation.ADDED).taxes == (4, 3, 3)


def test_shipping_is_taxed_where_tax_is_inside_the_prices_and_not_where_it_is_added():
    line = PricedLine(1000, millionths=200_000)
    assert price([line], taxation=Taxation.INCLUDED, shipping=200).tax == 200
    assert price([line], taxation=Taxation.ADDED, shipping=200).tax == 200


def test_shipping_of_mixed_goods_is_taxed_in_their_proportion():
    lines = [PricedLine(3000, millionths=200_000), PricedLine(1000, millionths=0)]
    assert price(lines, taxation=Taxation.INCLUDED, shipping=800).taxes == (600, 0)  # 600 of 800 go with the first


@given(some.integers(-(10**9), 10**9), some.lists(some.integers(0, 10**6), max_size=10))
def test_a_spread_sums_unless_there_is_nobody_to_take_it(amount, weights):
    assert sum(spread(amount, weights)) == (amount if any(weights) else 0)
