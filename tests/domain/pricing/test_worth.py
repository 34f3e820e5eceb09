"""What pieces are worth: dropped one by one or at once, exactly everything comes back."""

from itertools import count
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.models.order import Order, OrderLine
from domain.pricing.drop_pieces import worth_of, worth_of_pieces
from domain.pricing.formula import Taxation
from domain.pricing.order_price import price_of, shares_of


def set_totals(order: Order) -> None:
    priced = price_of(order)
    order.subtotal, order.tax, order.total = priced.subtotal, priced.tax, priced.total
    for line, tax in zip(order.lines, priced.taxes, strict=True):
        line.total, line.tax = line.unit_price * line.kept, tax


def drop(order: Order, line: OrderLine, quantity: int) -> Money:
    worth = worth_of(order, line, quantity)
    cut, credited = shares_of(line, quantity)
    line.discount -= cut + credited
    line.credited -= credited
    order.discount -= cut + credited
    line.returned += quantity
    before = order.total
    set_totals(order)
    assert worth.minor == before - order.total
    return worth


@some.composite
def orders(draw: some.DrawFn) -> Order:
    """An order in a currency with 0, 2 or 3 decimals, with lines of several pieces, discounts and any taxation."""
    ids = count(1)
    lines = []
    for position in range(draw(some.integers(1, 4))):
        quantity, price = draw(some.integers(1, 7)), draw(some.integers(0, 5000))
        cut = draw(some.integers(0, quantity * price))
        credited = draw(some.integers(0, quantity * price - cut))
        lines.append(
            OrderLine(
                id=UUID(int=next(ids)),
                position=position,
                sku=f"SKU-{position}",
                quantity=quantity,
                unit_price=price,
                discount=cut + credited,
                credited=credited,
                tax_millionths=draw(some.sampled_from([0, 55_000, 88_750, 200_000])),
                cancelled=0,
                returned=0,
                shipped=quantity,
                status="shipped",
            )
        )
    order = Order(
        currency=draw(some.sampled_from(["EUR", "JPY", "BHD"])),
        taxation=draw(some.sampled_from(list(Taxation))),
        discount=sum(line.discount for line in lines),
        shipping=draw(some.integers(0, 900)),
        fees=0,
        given_tax=draw(some.integers(0, 3000)),
        given_net=sum(line.quantity * line.unit_price - line.discount + line.credited for line in lines),
        lines=lines,
    )
    set_totals(order)
    return order


@given(orders(), some.randoms())
def test_pieces_dropped_one_by_one_give_everything_back(order: Order, random: Random):
    paid = order.total
    pieces = [line for line in order.lines for _ in range(line.quantity)]
    random.shuffle(pieces)
    back = [drop(order, line, 1) for line in pieces]
    assert min(back).minor >= 0
    assert sum(worth.minor for worth in back) == paid - order.shipping
    assert (order.total, order.subtotal, order.tax, order.discount) == (order.shipping, 0, 0, 0)


@given(orders(), some.randoms())
def test_a_line_dropped_in_parts_or_at_once_is_worth_the_same(order: Order, random: Random):
    line = random.choice(order.lines)
    whole = worth_of(order, line, line.quantity)
    parts = Money.zero(order.currency)
    while line.kept:
        parts += drop(order, line, random.randint(1, line.kept))
    assert parts == whole


@given(orders())
def test_all_lines_at_once_are_worth_everything_but_the_shipping(order: Order):
    worth = worth_of_pieces(order, [(line, line.quantity) for line in order.lines])
    assert worth.minor == order.total - order.shipping


@given(orders())
def test_no_pieces_are_worth_nothing(order: Order):
    assert worth_of(order, order.lines[0], 0) == Money.zero(order.currency)


@given(orders())
def test_more_pieces_than_are_kept_have_no_worth(order: Order):
    line = order.lines[0]
    with pytest.raises(Conflict) as refusal:
        worth_of(order, line, line.kept + 1)
    assert (refusal.value.code, refusal.value.field) == ("more_than_kept", "quantity")
