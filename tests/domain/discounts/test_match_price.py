"""A matched price: the pieces of a line cost what was seen elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.discounts.give_discount import give_discount
from domain.discounts.match_price import match_price
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.support.builders import Builders

Ask = Callable[..., Any]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def shirts(build: Builders) -> Any:
    """Three shirts at 20.00, and a mug at 10.00 that stands on two lines."""
    build.product("SHIRT")
    build.product("MUG")
    lines = [NewLine("SHIRT", 3, euros(2000)), NewLine("MUG", 1, euros(1000)), NewLine("MUG", 1, euros(1000))]
    return build.order(lines=lines)


def test_without_the_right_no_price_is_matched(application: Application, powerless: Actor, shirts: Any) -> None:
    with pytest.raises(Denied):
        application.perform(match_price, powerless, order=shirts, sku="SHIRT", price=euros(1), where="elsewhere")


def test_every_piece_of_the_line_costs_the_price_that_was_seen(
    build: Builders, ask: Ask, happened: Ask, shirts: Any
) -> None:
    build.perform(match_price, order=shirts, sku="SHIRT", price=euros(1750), where="shop.example.org")
    found = ask(read_order, order=shirts)
    assert found.lines[0].total.minor - found.lines[0].discount.minor == 3 * 1750
    assert found.total.minor == 8000 - 750
    (event,) = happened("order.price_matched")
    assert (event.data["amount"], event.data["where"]) == (750, "shop.example.org")


def test_a_discount_so_far_counts_towards_the_price(build: Builders, ask: Ask, shirts: Any) -> None:
    line = ask(read_order, order=shirts).lines[0]
    build.perform(give_discount, order=shirts, amount=euros(600), line_id=line.id, reason="loyalty")
    build.perform(match_price, order=shirts, line_id=line.id, price=euros(1750), where="the shop across the street")
    assert ask(read_order, order=shirts).lines[0].discount.minor == 750


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"price": euros(2000)}, "price", "price_not_lower"),
        ({"price": euros(2500)}, "price", "price_not_lower"),
        ({"price": euros(-1)}, "price", "negative_amount"),
        ({"price": Money(100, "GBP")}, "price", "currency_mismatch"),
        ({"where": " "}, "where", "missing"),
        ({"sku": "MUG"}, "sku", "ambiguous_sku"),
        ({"sku": "NOT-THERE"}, "sku", "not_found"),
        ({"sku": None}, "line_id", "one_of_two"),
    ],
)
def test_what_cannot_be_right_is_named(
    refusal_of: Callable[..., DomainError], shirts: Any, ask: Ask, values: dict[str, Any], field: str, code: str
) -> None:
    standard = {"sku": "SHIRT", "price": euros(1500), "where": "elsewhere"}
    refused = refusal_of(match_price, order=shirts, **standard | values)
    assert (refused.field, refused.code) == (field, code)
    assert ask(read_order, order=shirts).discount.minor == 0
