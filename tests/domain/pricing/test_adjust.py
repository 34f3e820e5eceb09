"""Discounts and what else changes a total beside the lines."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.models.order import Order, OrderLine
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.pricing.adjust import adjust
from domain.pricing.drop_pieces import drop_pieces, worth_of
from domain.work.unit import Unit
from tests.domain.pricing.conftest import NEW_YORK, Sums
from tests.support.builders import Builders

Change = Callable[..., Sums]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def by(kind: str, minor: int, line: int | None = None) -> Callable[[Unit, Order], None]:
    def run(unit: Unit, order: Order) -> None:
        own = None if line is None else order.lines[line]
        adjust(unit, order, kind=kind, amount=Money(minor, order.currency), label="Sorry", reason="late", line=own)

    return run


def dropping(line: int, quantity: int) -> Callable[[Unit, Order], None]:
    def run(unit: Unit, order: Order) -> None:
        own: OrderLine = order.lines[line]
        drop_pieces(unit, order, own, quantity)
        own.cancelled += quantity

    return run


@pytest.fixture
def id(build: Builders) -> UUID:
    """Three shirts at 10.00 and a hat at 10.00, shipping 5.00."""
    build.product("SHIRT", "HAT")
    lines = [NewLine("SHIRT", 3, eur(1000)), NewLine("HAT", 1, eur(1000))]
    return build.order(lines=lines, shipping=eur(500))


@pytest.fixture
def taxed(rates: None, build: Builders) -> UUID:
    """The same in dollars, to Albany, taxed 4 %."""
    build.product("SHIRT", "HAT")
    lines = [NewLine("SHIRT", 3, Money(1000, "USD")), NewLine("HAT", 1, Money(1000, "USD"))]
    return build.order(lines=lines, shipping=Money(500, "USD"), currency="USD", shipping_address=NEW_YORK)


def test_an_adjustment_keeps_who_and_why(
    id: UUID, change: Change, ask: Callable[..., Any], sql: Callable[..., list[Any]]
):
    change(id, by("goodwill", -300))
    found = next(a for a in ask(read_order, order=id).adjustments if a.kind == "goodwill")
    assert (found.label, found.amount, found.reason) == ("Sorry", eur(-300), "late")
    assert [row[0] for row in sql("SELECT actor_name FROM order_adjustments WHERE kind = 'goodwill'")] == [
        "Dominique Hall"
    ]


@pytest.mark.parametrize("kind", ["discount", "price_match", "goodwill", "refund", "chargeback"])
def test_a_discount_of_the_order_is_spread_over_its_lines(kind: str, id: UUID, change: Change):
    assert change(id, by(kind, -401)) == Sums(4000, 401, 500, 0, 0, 4099, "added", ((3000, 301, 0), (1000, 100, 0)))


def test_a_discount_of_a_line_stays_on_it(id: UUID, change: Change):
    assert change(id, by("discount", -700, line=1)).lines == ((3000, 0, 0), (1000, 700, 0))
    # What is left is 30.00 and 3.00: the next discount goes by that.
    assert change(id, by("discount", -1100)).lines == ((3000, 1000, 0), (1000, 800, 0))


def test_a_line_that_is_gone_gets_no_share(id: UUID, change: Change):
    change(id, dropping(0, 3))
    assert change(id, by("discount", -400)).lines == ((0, 0, 0), (1000, 400, 0))


@pytest.mark.parametrize(
    ("kind", "line", "room"),
    [
        ("discount", None, 4000),
        ("price_match", None, 4000),
        ("discount", 1, 1000),
        ("goodwill", 1, 1000),
        ("goodwill", None, 4500),  # the shipping may be given back as well
        ("refund", None, 4500),
        ("chargeback", None, 4500),
        ("shipping", None, 500),
    ],
)
def test_no_discount_is_larger_than_what_is_left(kind: str, line: int | None, room: int, id: UUID, change: Change):
    before = change(id)
    with pytest.raises(Conflict) as refusal:
        change(id, by(kind, -room - 1, line))
    assert (refusal.value.code, refusal.value.field) == ("discount_too_large", "amount")
    assert refusal.value.details == {"left": room}
    assert change(id) == before
    assert change(id, by(kind, -room, line)).total == 4500 - room


def test_two_discounts_share_what_is_left(id: UUID, change: Change):
    change(id, by("discount", -3900))
    with pytest.raises(Conflict):
        change(id, by("price_match", -101))
    with pytest.raises(Conflict):
        change(id, by("goodwill", -601))
    assert change(id, by("refund", -600)).total == 0


def test_price_cuts_lower_the_tax_and_credits_do_not(taxed: UUID, change: Change):
    assert (change(taxed).tax, change(taxed).total) == (160, 4660)
    cut = change(taxed, by("discount", -1000))
    assert (cut.tax, cut.total) == (120, 3620)
    credited = change(taxed, by("goodwill", -1000))
    assert (credited.tax, credited.total) == (120, 2620)


def test_all_that_was_paid_can_be_charged_back_with_the_tax(taxed: UUID, change: Change):
    with pytest.raises(Conflict):
        change(taxed, by("chargeback", -4661))
    gone = change(taxed, by("chargeback", -4660))
    assert (gone.tax, gone.total, gone.lines) == (160, 0, ((3000, 3120, 120), (1000, 1040, 40)))


def test_a_discount_is_taken_back_from_those_who_have_it(taxed: UUID, change: Change):
    before = change(taxed)
    change(taxed, by("goodwill", -4600))
    back = change(taxed, by("goodwill", 4600))
    assert back == before
    with pytest.raises(Conflict) as refusal:
        change(taxed, by("goodwill", 1))
    assert refusal.value.code == "discount_too_large"


def test_more_than_was_given_cannot_be_taken_back_from_a_line(id: UUID, change: Change):
    change(id, by("discount", -400, line=0))
    with pytest.raises(Conflict):
        change(id, by("discount", 1, line=1))
    with pytest.raises(Conflict):
        change(id, by("goodwill", 400, line=0))  # it was no goodwill
    assert change(id, by("discount", 400, line=0)).discount == 0


def test_tax_is_not_adjusted_by_hand(id: UUID, change: Change):
    with pytest.raises(ValueError):
        change(id, by("tax", 100))


def test_dropped_pieces_give_their_share_of_each_kind_back(
    taxed: UUID, change: Change, ask: Callable[..., Any], sql: Callable[..., list[Any]]
):
    change(taxed, by("discount", -400))
    change(taxed, by("refund", -360))
    after = change(taxed, dropping(0, 1))
    assert after == Sums(3000, 570, 500, 0, 108, 3038, "added", ((2000, 380, 72), (1000, 190, 36)))
    written = sql("SELECT kind, amount, line_id IS NULL FROM order_adjustments ORDER BY id")
    assert [tuple(row) for row in written[-2:]] == [("discount", 100, False), ("refund", 90, False)]


@pytest.mark.parametrize("seed", range(6))
def test_pieces_dropped_in_any_order_leave_nothing_but_the_shipping(seed: int, taxed: UUID, change: Change):
    """Whatever was taken off: the last piece takes all that is left, and what each was worth sums to what was paid."""
    random = Random(seed)
    for kind in ("discount", "goodwill", "chargeback"):
        change(taxed, by(kind, -random.randint(1, 900)))
    paid, worths = change(taxed).total, []
    pieces = [0, 0, 0, 1]
    random.shuffle(pieces)
    for line in pieces:

        def drop(unit: Unit, order: Order, line: int = line) -> None:
            worths.append(worth_of(order, order.lines[line], 1).minor)
            dropping(line, 1)(unit, order)

        last = change(taxed, drop)
    assert (last.subtotal, last.tax, last.discount, last.total) == (0, 0, 0, 500)
    assert sum(worths) == paid - 500


def test_more_pieces_than_are_kept_are_not_dropped(id: UUID, change: Change):
    with pytest.raises(Conflict) as refusal:
        change(id, dropping(1, 2))
    assert (refusal.value.code, refusal.value.field) == ("more_than_kept", "quantity")


def test_a_charged_back_order_can_still_lose_its_pieces(taxed: UUID, change: Change):
    """Rounding never makes the rest cost less than nothing."""
    change(taxed, by("chargeback", -4655))
    for line in (0, 1, 0, 0):
        assert change(taxed, dropping(line, 1)).total >= 0
    assert change(taxed).total <= 500
