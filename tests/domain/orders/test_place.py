"""Placing an order."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.customers.queries import customer
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import LARGEST_AMOUNT, Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import MOST_LINES, MOST_PIECES, NewLine, NewPayment
from domain.orders.place import place_order
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.work.application import Application
from tests.support.builders import PARIS, Builders
from tests.support.together import errors_of, together

EUR = "EUR"


def eur(minor: int) -> Money:
    return Money(minor, EUR)


@pytest.fixture
def wish(build: Builders) -> dict[str, Any]:
    """What places an order of two shirts at 19.99 EUR; 100 of them in Paris."""
    build.goods("SHIRT", "HAT", price=1999)
    return {
        "customer_id": build.customer(),
        "currency": EUR,
        "lines": [NewLine("SHIRT", 2)],
        "shipping_address": PARIS,
    }


def test_who_may_not_write_orders_places_none(
    application: Application, actor_with: Callable[..., Actor], wish: dict[str, Any]
):
    reader = actor_with(*(right for right in Permission if right is not Permission.ORDERS_WRITE))
    for verb in (application.perform, application.preview):
        with pytest.raises(Denied):
            verb(place_order, reader, **wish)


def test_an_order_takes_list_prices_and_adds_up(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    wish |= {"shipping": eur(490), "discount": eur(100), "tax": eur(333)}
    wish["lines"] = [NewLine("SHIRT", 2), NewLine("HAT", 3, unit_price=eur(500)), NewLine("HAT", 1, unit_price=eur(0))]
    found = ask(read_order, order=build.perform(place_order, **wish))
    assert [(line.sku, line.quantity, line.unit_price.minor, line.total.minor) for line in found.lines] == [
        ("SHIRT", 2, 1999, 3998),
        ("HAT", 3, 500, 1500),
        ("HAT", 1, 0, 0),
    ]
    assert [m.minor for m in (found.subtotal, found.discount, found.shipping, found.tax)] == [5498, 100, 490, 333]
    assert found.total == found.balance == eur(5498 - 100 + 490 + 333)
    assert {(a.kind, a.amount.minor) for a in found.adjustments} == {
        ("shipping", 490),
        ("discount", -100),
        ("tax", 333),
    }
    assert (found.status, found.held, found.version, found.channel, found.fulfilment) == (
        "pending",
        False,
        1,
        "web",
        "ship",
    )


def test_an_order_is_kept_at_a_node_and_promised(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    line = ask(read_order, order=build.perform(place_order, **wish)).lines[0]
    assert (line.source_node, line.promised_on) == ("PAR", date(2026, 11, 26))
    assert [(level.on_hand, level.reserved, level.available) for level in ask(stock, sku="SHIRT").items] == [
        (100, 2, 98)
    ]


def test_what_no_node_can_give_in_full_stays_without_a_source(
    build: Builders, wish: dict[str, Any], ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    wish["lines"] = [NewLine("SHIRT", 101), NewLine("HAT", 1)]
    found = ask(read_order, order=build.perform(place_order, **wish))
    assert [line.source_node for line in found.lines] == [None, "PAR"]
    assert [line.promised_on is None for line in found.lines] == [True, False]
    (unsourced,) = happened("order.line_unsourced")
    assert unsourced.data["sku"] == "SHIRT"


def test_two_lines_of_one_sku_share_what_there_is(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    build.stock("HAT", 5)
    wish["lines"] = [NewLine("HAT", 3), NewLine("HAT", 3), NewLine("HAT", 2)]
    found = ask(read_order, order=build.perform(place_order, **wish))
    assert [line.source_node for line in found.lines] == ["PAR", None, "PAR"]


def test_one_node_for_all_is_better_than_a_cheaper_one_for_some(
    build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
):
    build.node("CHEAP", handling_cost=eur(0))
    build.stock("SHIRT", 10, node="CHEAP")
    wish["lines"] = [NewLine("SHIRT", 1), NewLine("HAT", 1)]
    assert {line.source_node for line in ask(read_order, order=build.perform(place_order, **wish)).lines} == {"PAR"}
    wish["lines"] = [NewLine("SHIRT", 1)]
    assert {line.source_node for line in ask(read_order, order=build.perform(place_order, **wish)).lines} == {"CHEAP"}


def test_what_happened_is_recorded_in_order(
    build: Builders, wish: dict[str, Any], happened: Callable[..., list[EventRow]]
):
    method = build.payment_method(wish["customer_id"])
    wish["payments"] = [NewPayment("authorised", eur(3998), method), NewPayment("captured", eur(3998), method)]
    id = build.perform(place_order, **wish)
    own = [event for event in happened() if event.order_id == id]
    assert [event.type for event in own] == ["order.placed", "payment.authorised", "payment.captured", "order.sourced"]
    assert {event.customer_id for event in own} == {wish["customer_id"]}
    assert own[0].data["total"] == 3998
    assert own[2].data["payment_method_id"] == str(method)


def test_the_customer_counts_the_order(build: Builders, wish: dict[str, Any], ask: Callable[..., Any], clock: SetClock):
    build.perform(place_order, **wish)
    build.perform(place_order, **wish | {"placed_at": clock.now() - timedelta(days=9)})
    card = ask(customer, customer_id=wish["customer_id"])
    assert (card.order_count, card.last_order_at) == (2, clock.now())


def test_numbers_are_drawn_one_after_the_other(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    numbers = [ask(read_order, order=build.perform(place_order, **wish)).number for _ in range(3)]
    assert all(number.startswith("#C") for number in numbers)
    assert len({int(number[2:]) for number in numbers}) == 3


@pytest.mark.parametrize("spelling", ["#W5918442", "W5918442", "w5918442", "#w 591-8442", "W.5918442 "])
def test_a_number_in_another_spelling_is_the_same_number(
    spelling: str,
    build: Builders,
    wish: dict[str, Any],
    ask: Callable[..., Any],
    refusal_of: Callable[..., DomainError],
):
    id = build.perform(place_order, **wish, number="#W5918442")
    refusal = refusal_of(place_order, **wish, number=spelling)
    assert (type(refusal), refusal.code, refusal.field) == (Conflict, "duplicate_order_number", "number")
    assert ask(read_order, order=spelling).id == ask(read_order, order=str(id)).id == id


def test_the_same_number_by_many_at_once_is_given_once(build: Builders, wish: dict[str, Any]):
    results = together(*[lambda: build.perform(place_order, **wish, number="#W1")] * 8)
    assert [type(error) for error in errors_of(results)] == [Conflict] * 7
    assert {error.code for error in errors_of(results)} == {"duplicate_order_number"}  # type: ignore[attr-defined]


def test_a_reference_of_a_source_is_taken_once(
    build: Builders, wish: dict[str, Any], refusal_of: Callable[..., DomainError]
):
    build.perform(place_order, **wish, source="shop", external_ref="42")
    build.perform(place_order, **wish, source="other", external_ref="42")
    refusal = refusal_of(place_order, **wish, source="shop ", external_ref=" 42")
    assert (type(refusal), refusal.code, refusal.field) == (Conflict, "duplicate_external_ref", "external_ref")


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"currency": "XXZ"}, "currency", "unknown_currency"),
    ({"currency": ""}, "currency", "unknown_currency"),
    ({"lines": []}, "lines", "missing"),
    ({"lines": [NewLine("SHIRT", 1)] * (MOST_LINES + 1)}, "lines", "too_many"),
    ({"lines": [NewLine("NO-SUCH", 1)]}, "lines[0].sku", "unknown_sku"),
    ({"lines": [NewLine("SHIRT", 1), NewLine("shirt\x00", 1)]}, "lines[1].sku", "control_characters"),
    ({"lines": [NewLine("\ud800", 1)]}, "lines[0].sku", "control_characters"),
    ({"lines": [NewLine("'; DROP TABLE orders; --", 1)]}, "lines[0].sku", "unknown_sku"),
    ({"lines": [NewLine("SHIRT", 1), NewLine("SHIRT", 0)]}, "lines[1].quantity", "quantity_out_of_range"),
    ({"lines": [NewLine("SHIRT", -1)]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [NewLine("SHIRT", MOST_PIECES + 1)]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [NewLine("SHIRT", 10**30)]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [NewLine("SHIRT", 1, Money(100, "USD"))]}, "lines[0].unit_price", "currency_mismatch"),
    ({"lines": [NewLine("SHIRT", 1, eur(-1))]}, "lines[0].unit_price", "negative_amount"),
    ({"lines": [NewLine("SHIRT", 1, eur(10**30))]}, "lines[0].unit_price", "amount_too_large"),
    ({"lines": [NewLine("SHIRT", MOST_PIECES, eur(LARGEST_AMOUNT))]}, "lines", "amount_too_large"),
    (
        {"lines": [NewLine("SHIRT", 2, eur(LARGEST_AMOUNT))] * 3, "discount": eur(LARGEST_AMOUNT)},
        "lines",
        "amount_too_large",
    ),
    ({"currency": "USD"}, "lines[0].unit_price", "no_price"),
    ({"shipping": Money(1, "USD")}, "shipping", "currency_mismatch"),
    ({"shipping": eur(-1)}, "shipping", "negative_amount"),
    ({"shipping": eur(10**19), "discount": eur(10**19)}, "shipping", "amount_too_large"),
    ({"tax": eur(-1)}, "tax", "negative_amount"),
    ({"discount": eur(-1)}, "discount", "negative_amount"),
    ({"discount": eur(3999)}, "discount", "discount_too_large"),
    ({"shipping_address": {"line1": "1 High Street", "city": "Leeds"}}, "shipping_address.country", "unknown_country"),
    ({"shipping_address": {}}, "shipping_address.line1", "missing"),
    ({"shipping_address": "Leeds"}, "shipping_address", "not_an_address"),
    ({"channel": "smoke signals"}, "channel", "unknown_choice"),
    ({"fulfilment": "teleport"}, "fulfilment", "unknown_choice"),
    ({"number": "x" * 41}, "number", "too_long"),
    ({"number": "#-"}, "number", "missing"),
    ({"number": "#1\x00"}, "number", "control_characters"),
    ({"source": "\x00"}, "source", "control_characters"),
    ({"source": "shop", "external_ref": "\ud800"}, "external_ref", "control_characters"),
    ({"placed_at": datetime(2026, 11, 24, 10, 0, 1, tzinfo=UTC)}, "placed_at", "in_the_future"),
    ({"placed_at": datetime(2026, 11, 1)}, "placed_at", "in_the_future"),  # noqa: DTZ001
    ({"payments": [NewPayment("captured", eur(0))]}, "payments[0].amount", "zero_amount"),
    ({"payments": [NewPayment("captured", eur(1)), NewPayment("captured", eur(-1))]}, "payments[1].amount",
     "negative_amount"),
    ({"payments": [NewPayment("captured", eur(10**19))]}, "payments[0].amount", "amount_too_large"),
    ({"payments": [NewPayment("captured", Money(1, "GBP"))]}, "payments[0].amount", "currency_mismatch"),
    ({"payments": [NewPayment("stolen", eur(1))]}, "payments[0].kind", "unknown_choice"),
    ({"payments": [NewPayment("refunded", eur(1))]}, "payments[0].kind", "unknown_choice"),
    ({"payments": [NewPayment("voided", eur(1))]}, "payments[0].kind", "unknown_choice"),
    ({"payments": [NewPayment("captured", eur(1), external_ref="x" * 201)]}, "payments[0].external_ref", "too_long"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "code"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_refusal_names_the_field_and_leaves_nothing(
    wrong: dict[str, Any],
    field: str,
    code: str,
    wish: dict[str, Any],
    refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):
    before = len(happened())
    refusal = refusal_of(place_order, **wish | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(orders).items == ()
    assert {level.reserved for level in ask(stock).items} == {0}
    assert len(happened()) == before


def test_somebody_elses_payment_method_is_not_found(
    build: Builders, wish: dict[str, Any], refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    theirs = build.payment_method(build.customer())
    for id in (theirs, new_id()):
        refusal = refusal_of(place_order, **wish, payments=[NewPayment("captured", eur(1), id)])
        assert isinstance(refusal, NotFound)
    assert ask(orders).items == ()


def test_a_customer_who_is_not_there_is_not_found(wish: dict[str, Any], refusal_of: Callable[..., DomainError]):
    assert isinstance(refusal_of(place_order, **wish | {"customer_id": new_id()}), NotFound)


def test_a_discount_may_take_everything_off(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    id = build.perform(place_order, **wish, discount=eur(3998))
    assert ask(read_order, order=id).total == eur(0)


def test_an_order_of_long_ago_is_kept(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    at = datetime(1969, 7, 20, 20, 17, tzinfo=UTC)
    assert ask(read_order, order=build.perform(place_order, **wish, placed_at=at)).placed_at == at


def test_a_currency_without_decimals_adds_up_too(build: Builders, wish: dict[str, Any], ask: Callable[..., Any]):
    wish |= {"currency": "jpy", "lines": [NewLine("SHIRT", 3, Money(1200, "JPY"))]}
    found = ask(read_order, order=build.perform(place_order, **wish))
    assert (found.total, found.total.decimal) == (Money(3600, "JPY"), Decimal(3600))


@pytest.mark.parametrize("text", ["<b>5 rue</b>", "'; DROP TABLE customers; --", "100% _\\", "Ünï 😀", "‮evil"])
def test_an_address_is_kept_as_it_was_written(
    text: str, build: Builders, wish: dict[str, Any], ask: Callable[..., Any]
):
    wish["shipping_address"] = {**PARIS, "line1": text, "line2": text, "city": text}
    kept = ask(read_order, order=build.perform(place_order, **wish)).shipping_address
    assert (kept["line1"], kept["line2"], kept["city"]) == (text, text, text)


def test_a_preview_draws_no_number_changes_nothing_and_equals_the_commit(
    application: Application,
    administrator: Actor,
    build: Builders,
    wish: dict[str, Any],
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
    sql: Callable[..., list[Any]],
):
    wish |= {"shipping": eur(490), "payments": [NewPayment("captured", eur(4488))]}
    wish["lines"] = [NewLine("SHIRT", 2), NewLine("HAT", 1000)]
    drawn = sql("SELECT last_value, is_called FROM order_numbers")
    before = (len(happened()), ask(stock).items, ask(customer, customer_id=wish["customer_id"]))
    preview = application.preview(place_order, administrator, **wish)
    assert sql("SELECT last_value, is_called FROM order_numbers") == drawn
    assert (len(happened()), ask(stock).items, ask(customer, customer_id=wish["customer_id"])) == before
    assert ask(orders).items == ()
    build.perform(place_order, **wish)
    committed = happened()[before[0] :]
    assert [shown(event) for event in preview.events] == [shown(event) for event in committed]


def shown(event: Any) -> dict[str, Any]:
    """What of an event does not differ from one run to the next: no ids, no number."""
    data = dict(event.data) if isinstance(event, EventRow) else asdict(event)["data"]
    for name in ("number", "payment_id", "line_id"):
        data.pop(name, None)
    if "nodes" in data:
        data["nodes"] = sorted(data["nodes"].values())
    return {"type": event.type, "at": event.occurred_at, "customer": event.customer_id, "data": data}
