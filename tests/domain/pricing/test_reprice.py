"""An order is summed up again after every change."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import LARGEST_AMOUNT, Money
from domain.models.inventory import Node
from domain.models.order import Order
from domain.orders.new_order import MOST_PIECES, NewLine
from domain.orders.queries import order as read_order
from domain.pricing.adjust import adjust
from domain.pricing.set_tax_rate import set_tax_rate
from domain.work.unit import Unit
from tests.domain.pricing.conftest import CALIFORNIA, LONG_AGO, NEW_YORK, NEW_YORK_CITY, OREGON, Sums
from tests.support.builders import PARIS, Builders

Change = Callable[..., Sums]


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def to(address: dict[str, str]) -> Callable[[Unit, Order], None]:
    def move(_unit: Unit, order: Order) -> None:
        order.shipping_address = {"line2": "", **address}

    return move


@pytest.fixture
def american(build: Builders) -> Callable[..., UUID]:
    """An order of three shirts at 33.33 USD and a hat at 10.00, to Albany in New York."""
    build.product("SHIRT", "HAT", currency="USD")

    def place(**values: Any) -> UUID:
        lines = [NewLine("SHIRT", 3, usd(3333)), NewLine("HAT", 1, usd(1000))]
        return build.order(**{"lines": lines, "currency": "USD", "shipping_address": NEW_YORK} | values)

    return place


def test_an_order_is_taxed_by_the_table_when_it_is_placed(
    rates: None, american: Callable[..., UUID], ask: Callable[..., Any], change: Change
):
    id = american(shipping=usd(500))
    found = ask(read_order, order=id)
    assert [m.minor for m in (found.subtotal, found.tax, found.total, found.placed_total)] == [
        10_999,
        440,
        11_939,
        11_939,
    ]
    assert not found.tax_included
    assert {a.kind for a in found.adjustments} == {"shipping"}  # tax that is computed is no adjustment
    assert change(id) == Sums(10_999, 0, 500, 0, 440, 11_939, "added", ((9999, 0, 400), (1000, 0, 40)))


def test_an_order_moved_from_new_york_to_california_and_back_has_the_figures_of_each(
    rates: None, american: Callable[..., UUID], change: Change, ask: Callable[..., Any]
):
    id = american()
    albany = change(id)
    assert change(id, to(CALIFORNIA)).tax == 797  # 7.25 % of 109.99
    assert change(id, to(NEW_YORK_CITY)).tax == 976  # 8.875 %
    assert change(id, to(OREGON)) == Sums(10_999, 0, 0, 0, 0, 10_999, "added", ((9999, 0, 0), (1000, 0, 0)))
    assert change(id, to(NEW_YORK)) == albany
    assert ask(read_order, order=id).placed_total == usd(11_439)


def test_tax_inside_the_prices_changes_no_total(rates: None, build: Builders, change: Change):
    build.product("SHIRT")
    build.product("NOVEL", category="Books")
    lines = [NewLine("SHIRT", 1, Money(1200, "EUR")), NewLine("NOVEL", 1, Money(1055, "EUR"))]
    id = build.order(lines=lines)
    assert change(id) == Sums(2255, 0, 0, 0, 255, 2255, "included", ((1200, 0, 200), (1055, 0, 55)))


def test_prices_stay_when_an_order_leaves_a_country_with_tax_in_them(rates: None, build: Builders, change: Change):
    id = build.order(shipping_address=PARIS)
    paris = change(id)
    assert (paris.taxation, paris.total) == ("included", 3998)
    abroad = change(id, to(CALIFORNIA))
    assert (abroad.taxation, abroad.subtotal, abroad.tax, abroad.total) == ("added", 3998, 290, 4288)
    assert change(id, to(dict(PARIS))) == paris  # type: ignore[arg-type]


def test_where_no_rate_is_known_tax_of_nothing_is_added(build: Builders, change: Change):
    assert change(build.order()) == Sums(3998, 0, 0, 0, 0, 3998, "added", ((3998, 0, 0),))


def test_the_rate_is_that_of_the_day_the_order_was_placed(
    rates: None, american: Callable[..., UUID], build: Builders, change: Change
):
    id = american()
    taxed = {"country": "US", "region": "NY", "label": "New York", "included": False}
    build.perform(set_tax_rate, **taxed, millionths=50_000, effective_from=date(2026, 11, 25))
    assert change(id).tax == 440
    build.perform(set_tax_rate, **taxed, millionths=50_000, effective_from=date(2026, 11, 24))
    assert change(id).tax == 550


def test_a_given_tax_is_kept_wherever_the_order_goes(rates: None, american: Callable[..., UUID], change: Change):
    id = american(tax=usd(333), shipping=usd(500), discount=usd(100))
    placed = Sums(10_999, 100, 500, 0, 333, 11_732, "given", ((9999, 91, 303), (1000, 9, 30)))
    assert change(id) == placed
    assert change(id, to(CALIFORNIA)) == placed


def test_a_given_tax_of_zero_is_given_too(rates: None, american: Callable[..., UUID], change: Change):
    assert (change(american(tax=usd(0))).tax, change(american()).tax) == (0, 440)


def test_a_given_tax_follows_its_rate_when_lines_change(american: Callable[..., UUID], change: Change):
    id = american(tax=usd(1100))  # 10.0009 %

    def cancel_shirts(_unit: Unit, order: Order) -> None:
        order.lines[0].cancelled = 3

    assert change(id, cancel_shirts) == Sums(1000, 0, 0, 0, 100, 1100, "given", ((0, 0, 0), (1000, 0, 100)))


def test_what_is_not_kept_costs_nothing(rates: None, american: Callable[..., UUID], change: Change):
    id = american()

    def lose(_unit: Unit, order: Order) -> None:
        order.lines[0].cancelled, order.lines[0].shipped, order.lines[0].returned = 1, 1, 1
        order.lines[1].status = "awaiting"

    assert change(id, lose) == Sums(3333, 0, 0, 0, 133, 3466, "added", ((3333, 0, 133), (0, 0, 0)))


def test_fees_are_added_and_not_taxed(rates: None, american: Callable[..., UUID], change: Change):
    id = american()

    def charge(unit: Unit, order: Order) -> None:
        adjust(unit, order, kind="fee", amount=usd(700), label="Restocking")
        adjust(unit, order, kind="manual", amount=usd(-200), label="Rounding")

    changed = change(id, charge)
    assert (changed.fees, changed.tax, changed.total) == (500, 440, 11_939)


def test_goods_that_are_picked_up_are_taxed_at_the_node(
    rates: None, american: Callable[..., UUID], build: Builders, change: Change
):
    node = build.node("SF", address=CALIFORNIA)
    id = american()

    def pick_up(unit: Unit, order: Order) -> None:
        assert unit.session.get(Node, node)
        order.fulfilment, order.pickup_node_id = "pickup", node

    assert change(id, pick_up).tax == 797


def test_a_line_that_became_cheaper_than_its_discount_gives_the_excess_back(
    build: Builders, change: Change, ask: Callable[..., Any]
):
    id = build.order(discount=Money(1500, "EUR"))

    def cheaper(_unit: Unit, order: Order) -> None:
        order.lines[0].unit_price = 500

    assert change(id, cheaper) == Sums(1000, 1000, 0, 0, 0, 0, "added", ((1000, 1000, 0),))
    assert sorted(a.amount.minor for a in ask(read_order, order=id).adjustments) == [-1500, 500]


def test_a_discount_on_shipping_ends_with_the_shipping(build: Builders, change: Change):
    id = build.order(shipping=Money(490, "EUR"), discount=Money(4200, "EUR"))
    assert change(id) == Sums(3998, 4200, 490, 0, 0, 288, "added", ((3998, 3998, 0),))

    def free_shipping(unit: Unit, order: Order) -> None:
        adjust(unit, order, kind="shipping", amount=Money(-490, "EUR"), label="Shipping")

    assert change(id, free_shipping) == Sums(3998, 3998, 0, 0, 0, 0, "added", ((3998, 3998, 0),))


def test_money_given_back_on_a_tax_that_is_no_more_is_taken_back(
    rates: None, american: Callable[..., UUID], change: Change
):
    id = american()

    def charge_back(unit: Unit, order: Order) -> None:
        adjust(unit, order, kind="chargeback", amount=usd(-order.total), label="Dispute")

    assert change(id, charge_back).total == 0
    moved = change(id, to(OREGON))
    assert (moved.tax, moved.discount, moved.total) == (0, 10_999, 0)


def test_an_order_never_comes_to_less_than_nothing(build: Builders, change: Change):
    id = build.order()

    def charge(unit: Unit, order: Order) -> None:
        adjust(unit, order, kind="manual", amount=Money(-5000, "EUR"), label="By mistake")

    with pytest.raises(Conflict) as refusal:
        change(id, charge)
    assert (refusal.value.code, refusal.value.field) == ("total_below_zero", "amount")
    assert change(id).total == 3998


def test_a_total_that_no_column_should_hold_is_refused(build: Builders, change: Change):
    id = build.order()

    def enlarge(_unit: Unit, order: Order) -> None:
        order.lines[0].quantity, order.lines[0].unit_price = MOST_PIECES, LARGEST_AMOUNT

    with pytest.raises(Invalid) as refusal:
        change(id, enlarge)
    assert (refusal.value.code, refusal.value.field) == ("amount_too_large", "lines")


def test_an_effective_day_before_the_rates_has_none(
    american: Callable[..., UUID], rates: None, clock: Any, change: Change
):
    assert LONG_AGO.year == 2020
    id = american(placed_at=clock.now().replace(year=2019))
    assert change(id).tax == 0
