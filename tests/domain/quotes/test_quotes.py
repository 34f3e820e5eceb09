"""An offer before an order: the prices are those of the order, once, while it is good."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.act import act
from domain.customers.merge import merge_customers
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.pricing.set_tax_rate import set_tax_rate
from domain.quotes.make_quote import make_quote
from domain.quotes.order_quote import order_quote
from domain.quotes.queries import quote, quotes
from domain.quotes.withdraw_quote import withdraw_quote
from domain.work.application import Application
from tests.support.builders import PARIS, Builders
from tests.support.together import errors_of, together

NEW_YORK = {"line1": "350 5th Ave", "city": "New York", "region": "NY", "postal_code": "10118", "country": "US"}


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def tax(build: Builders, millionths: int, since: date = date(2020, 1, 1)) -> None:
    """What New York adds from a day on."""
    place = {"country": "US", "region": "NY", "label": "NY", "included": False}
    build.perform(set_tax_rate, millionths=millionths, effective_from=since, **place)


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


@pytest.fixture
def wish(build: Builders, customer_id: UUID) -> dict[str, Any]:
    """2 × SHIRT and a HAT to New York, 4.90 of shipping, 3.00 off: 63.07 with 4.74 of tax."""
    build.goods("SHIRT", "HAT", price=1999, currency="USD", on_hand=10)
    tax(build, 88_750)
    return {
        "customer_id": customer_id,
        "currency": "USD",
        "lines": [NewLine("SHIRT", 2), NewLine("HAT", 1, usd(1645))],
        "shipping_address": NEW_YORK,
        "shipping": usd(490),
        "discount": usd(300),
    }


@pytest.fixture
def made(build: Builders, wish: dict[str, Any]) -> UUID:
    return build.perform(make_quote, **wish)


def test_who_may_not_is_refused(
    application: Application, actor_with: Callable[..., Actor], powerless: Actor, wish: dict[str, Any], made: UUID
):
    for use_case, values in (
        (make_quote, wish),
        (order_quote, {"quote_id": made}),
        (withdraw_quote, {"quote_id": made}),
    ):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, **values)
    for query, values in ((quote, {"quote_id": made}), (quotes, {})):
        with pytest.raises(Denied):
            application.ask(query, powerless, **values)
    with pytest.raises(IdentityNeeded):
        application.perform(order_quote, actor_with(Permission.ORDERS_WRITE), quote_id=made)


def test_an_offer_is_what_the_order_would_come_to_and_keeps_nothing_back(
    wish: dict[str, Any], made: UUID, ask: Callable[..., Any], build: Builders, clock: SetClock,
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    found = ask(quote, quote_id=made)
    assert found.number.startswith("#Q")
    assert (found.subtotal, found.discount, found.shipping) == (usd(5643), usd(300), usd(490))
    assert (found.tax, found.total, found.tax_included) == (usd(474), usd(6307), False)
    assert [(line.sku, line.quantity, line.unit_price, line.total) for line in found.lines] == [
        ("SHIRT", 2, usd(1999), usd(3998)),
        ("HAT", 1, usd(1645), usd(1645)),
    ]
    assert sum(line.tax.minor for line in found.lines) == 474
    assert (found.status, found.channel, found.made_by, found.order_id) == ("open", "phone", "Dominique Hall", None)
    assert found.expires_at == clock.now() + timedelta(days=14)
    assert found.promised_on == date(2026, 11, 29)
    assert {level.reserved for level in ask(stock).items} == {0}
    assert ask(orders).items == ()
    (told,) = happened("quote.made")
    assert (told.data["number"], told.data["amount"], told.customer_id) == (found.number, 6307, wish["customer_id"])
    assert not happened("order.placed", "order.sourced", "order.line_unsourced")
    placed = ask(read_order, order=build.order(**wish))
    assert (placed.total, placed.number) == (found.total, "#C100001")


def test_it_is_ordered_at_its_prices_once(
    application: Application, administrator: Actor, made: UUID, build: Builders, ask: Callable[..., Any],
    customer_id: UUID, sql: Callable[..., Any], happened: Callable[..., list[EventRow]],
):  # fmt: skip
    build.payment_method(customer_id, kind="gift_card", brand="", last_four="", external_ref="gift", balance=usd(6307))
    sql("UPDATE variant_prices SET amount = 9999")
    args = {"quote_id": str(made), "payment_method": "gift"}
    shown = application.preview(act, administrator, action="order_quote", args=args).result.preview
    acted = application.perform(act, administrator, action="order_quote", args=args, digest=shown.digest)
    found = ask(read_order, order=acted.result)
    assert (found.total, found.balance, found.channel) == (usd(6307), usd(0), "phone")
    assert [(line.unit_price, line.source_node) for line in found.lines] == [(usd(1999), "PAR"), (usd(1645), "PAR")]
    assert (shown.after.total, shown.payment_difference) == (usd(6307), usd(6307))
    closed = ask(quote, quote_id=made)
    assert (closed.status, closed.order_id, closed.order_number) == ("ordered", found.id, found.number)
    with pytest.raises(Conflict) as refused:
        application.perform(act, administrator, action="order_quote", args=args)
    assert refused.value.code == "quote_ordered"
    assert found.number in refused.value.en
    assert refused.value.details["order_number"] == found.number
    (told,) = happened("quote.ordered")
    assert (told.order_id, told.data["number"]) == (found.id, closed.number)


def test_many_orders_at_once_of_one_offer_become_one(made: UUID, build: Builders, ask: Callable[..., Any]):
    results = together(*[lambda: build.perform(order_quote, quote_id=made)] * 5)
    assert [error.code for error in errors_of(results)] == ["quote_ordered"] * 4  # type: ignore[attr-defined]
    assert len(ask(orders).items) == 1


def test_it_is_good_until_it_expires(
    wish: dict[str, Any], build: Builders, clock: SetClock, refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any],
):  # fmt: skip
    first, second = (build.perform(make_quote, **wish, valid_days=1) for _ in range(2))
    clock.advance(timedelta(days=1) - timedelta(seconds=1))
    build.perform(order_quote, quote_id=first)
    clock.advance(timedelta(seconds=1))
    assert refusal_of(order_quote, quote_id=second).code == "quote_expired"
    assert [row.status for row in ask(quotes).items] == ["expired", "ordered"]


def test_an_offer_whose_tax_has_changed_is_made_again(
    made: UUID, build: Builders, clock: SetClock, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    tax(build, 100_000, since=date(2026, 11, 25))
    clock.advance(timedelta(days=2))
    refusal = refusal_of(order_quote, quote_id=made)
    assert (refusal.code, refusal.details["quoted"], refusal.details["now"]) == ("quote_outdated", 6307, 6367)
    assert ask(orders).items == ()


def test_a_discount_above_ones_limit_waits_for_somebody_else(
    application: Application, actor_with: Callable[..., Actor], wish: dict[str, Any], build: Builders,
    ask: Callable[..., Any],
):  # fmt: skip
    agent = actor_with(Permission.ORDERS_WRITE, role="agent", attested=True)
    modest, generous = (build.perform(make_quote, **wish | {"discount": usd(off)}) for off in (1000, 5100))
    acted = application.perform(act, agent, action="order_quote", args={"quote_id": str(modest)})
    assert acted.approval_id is None
    acted = application.perform(act, agent, action="order_quote", args={"quote_id": str(generous)})
    assert (acted.approval_id is None, acted.result) == (False, None)
    assert ask(quote, quote_id=generous).status == "open"
    assert len(ask(orders).items) == 1


def test_withdrawn_it_is_good_no_more(
    made: UUID, build: Builders, ask: Callable[..., Any], refusal_of: Callable[..., DomainError],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    for _ in range(2):
        build.perform(withdraw_quote, quote_id=made)
    assert ask(quote, quote_id=made).status == "withdrawn"
    assert len(happened("quote.withdrawn")) == 1
    assert refusal_of(order_quote, quote_id=made).code == "quote_withdrawn"


def test_an_ordered_one_is_not_withdrawn(made: UUID, build: Builders, refusal_of: Callable[..., DomainError]):
    build.perform(order_quote, quote_id=made)
    assert refusal_of(withdraw_quote, quote_id=made).code == "quote_ordered"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"lines": []}, "lines", "missing"),
        ({"lines": [NewLine("NO", 1)]}, "lines[0].sku", "unknown_sku"),
        ({"lines": [NewLine("SHIRT", 0)]}, "lines[0].quantity", "quantity_out_of_range"),
        ({"currency": "???"}, "currency", "unknown_currency"),
        ({"discount": usd(10_000)}, "discount", "discount_too_large"),
        ({"discount": usd(-1)}, "discount", "negative_amount"),
        ({"shipping": Money(1, "EUR")}, "shipping", "currency_mismatch"),
        ({"shipping_address": {**PARIS, "country": "?"}}, "shipping_address.country", "unknown_country"),
        ({"channel": "pigeon"}, "channel", "unknown_choice"),
        ({"valid_days": 0}, "valid_days", "out_of_range"),
        ({"valid_days": 10**9}, "valid_days", "out_of_range"),
    ],
)
def test_what_refuses_an_order_refuses_an_offer(
    wrong: dict[str, Any], field: str, code: str, wish: dict[str, Any], refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any],
):  # fmt: skip
    refusal = refusal_of(make_quote, **wish | wrong)
    assert (refusal.field, refusal.code) == (field, code)
    assert ask(quotes).items == ()


def test_what_is_not_there_is_not_found(
    wish: dict[str, Any], refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    assert isinstance(refusal_of(make_quote, **wish | {"customer_id": new_id()}), NotFound)
    for use_case in (order_quote, withdraw_quote, quote):
        assert isinstance(refusal_of(use_case, quote_id=new_id()), NotFound)


def test_a_preview_draws_no_number(application: Application, administrator: Actor, wish: dict[str, Any], made: UUID,
                                   ask: Callable[..., Any], build: Builders):  # fmt: skip
    application.preview(make_quote, administrator, **wish)
    second = build.perform(make_quote, **wish)
    numbers = [int(ask(quote, quote_id=id).number[2:]) for id in (made, second)]
    assert numbers[1] == numbers[0] + 1


def test_offers_by_customer_newest_first(wish: dict[str, Any], build: Builders, ask: Callable[..., Any]):
    own = [build.perform(make_quote, **wish) for _ in range(3)]
    build.perform(make_quote, **wish | {"customer_id": build.customer()})
    first = ask(quotes, customer_id=wish["customer_id"], limit=2)
    second = ask(quotes, customer_id=wish["customer_id"], limit=2, cursor=first.next_cursor)
    assert [row.id for row in (*first.items, *second.items)] == own[::-1]
    assert len(ask(quotes).items) == 4


def test_open_ones_are_those_that_can_still_be_ordered(
    wish: dict[str, Any], build: Builders, ask: Callable[..., Any], clock: SetClock
):
    good, ordered, withdrawn = (build.perform(make_quote, **wish) for _ in range(3))
    build.perform(make_quote, **wish, valid_days=1)
    build.perform(order_quote, quote_id=ordered)
    build.perform(withdraw_quote, quote_id=withdrawn)
    clock.advance(timedelta(days=1))
    assert [row.id for row in ask(quotes, customer_id=wish["customer_id"], open_only=True).items] == [good]


def test_the_offers_of_a_merged_record_are_the_persons(
    wish: dict[str, Any], made: UUID, build: Builders, ask: Callable[..., Any]
):
    kept = build.customer()
    build.perform(merge_customers, kept_id=kept, merged_id=wish["customer_id"], reason="same person")
    assert [row.id for row in ask(quotes, customer_id=kept).items] == [made]
