"""Orders of shops: taken through the use cases, brought up to date, refused with the field named."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.connectors.interpret import interpret
from console.connectors.reading import formats
from console.connectors.work import Outcome
from domain.customers.queries import customer
from domain.edits.change_address import change_address
from domain.fulfilment.ship import ship
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.queries import order
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.support.asking import one
from tests.support.builders import Builders
from tests.support.shop_payloads import shopify_order, woo_order

Bring = Callable[..., Outcome]


@pytest.fixture
def read(application: Application, administrator: Actor) -> Callable[[str], OrderDetail]:
    return lambda number: application.ask(order, administrator, order=number)


@pytest.fixture
def count(database_url: str) -> Callable[[str], int]:
    return lambda query: int(one(database_url, query))


def why(outcome: Outcome) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in outcome.refused]


def test_a_shopify_order_is_placed_for_who_ordered_it(
    connect: Any, bring: Bring, read: Any, application: Application, administrator: Actor
) -> None:
    shop = connect("shopify")
    assert bring(shop, shopify_order()) == Outcome(taken=1)
    found = read("#1001")
    assert (found.total, found.balance) == (Money(9766, "EUR"), Money(0, "EUR"))
    assert [(line.sku, line.quantity, line.unit_price.minor) for line in found.lines] == [
        ("SHIRT-M", 2, 1999),
        ("LAMP", 1, 4500),
    ]
    assert (found.discount.minor, found.shipping.minor, found.tax.minor) == (850, 490, 1628)
    assert found.external_ref == "5940139491234" and found.placed_at == datetime(2026, 11, 23, 17, 4, 4, tzinfo=UTC)
    whose = application.ask(customer, administrator, customer_id=found.customer_id)
    assert (whose.last_name, whose.language, whose.external_ref) == ("Benali", "fr", "7101")
    assert list(whose.emails) == ["nadia.benali@example.org"]
    assert list(whose.phones) == ["+33612345678"]
    assert bring(shop, shopify_order()) == Outcome(unchanged=1)


def test_a_woocommerce_order_whose_amounts_do_not_divide_adds_up(connect: Any, bring: Bring, read: Any) -> None:
    shop = connect("woocommerce", number_prefix="WOO-")
    assert bring(shop, woo_order()) == Outcome(taken=1)
    found = read("WOO-727")
    assert (found.total.minor, found.balance.minor, found.tax.minor) == (11670, 0, 1920)
    assert found.lines[0].unit_price.minor == 1667 and found.discount.minor == 501  # 3 × 16.67 is a cent above 50.00
    assert found.shipping_address["city"] == "Genève"  # the billing address, for want of another


def test_customers_are_found_by_mail_and_phone_before_they_are_made(
    connect: Any, bring: Bring, read: Any, build: Builders
) -> None:
    by_mail = build.customer(last_name="Benali", emails=["NADIA.benali@example.org"])
    by_phone = build.customer(last_name="Keller", emails=[], phones=["+41 22 731 12 34"])
    bring(connect("shopify"), shopify_order())
    bring(connect("woocommerce"), woo_order())
    assert (read("1001").customer_id, read("727").customer_id) == (by_mail, by_phone)


def test_of_a_household_it_is_the_one_of_the_same_name(connect: Any, bring: Bring, read: Any, build: Builders) -> None:
    shared = ["nadia.benali@example.org"]
    build.customer(first_name="Karim", last_name="Benali", emails=shared)
    nadia = build.customer(first_name="Nadia", last_name="Benali", emails=shared)
    bring(connect("shopify"), shopify_order())
    assert read("1001").customer_id == nadia


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"currency": "EUX"}, "currency", "unknown_currency"),
        ({"total_price": "97.67"}, "total_price", "total_differs"),
        ({"total_discounts": "-8.50"}, "total_discounts", "negative_amount"),
        ({"total_price": "97,66"}, "total_price", "not_an_amount"),
        ({"total_price": "97.661"}, "total_price", "amount_too_fine"),
        ({"updated_at": "yesterday"}, "updated_at", "not_a_time"),
        ({"processed_at": "2027-01-01T00:00:00Z"}, "processed_at", "in_the_future"),
        ({"line_items": []}, "line_items", "missing"),
        ({"financial_status": "perhaps"}, "financial_status", "unknown_choice"),
        ({"shipping_address": None, "billing_address": None}, "shipping_address", "missing"),
        ({"email": "nobody"}, "email", "not_an_email"),
        ({"id": None}, "id", "missing"),
        ({"name": "#X1"}, "name", "duplicate_order_number"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole_with_the_field_as_the_shop_names_it(
    connect: Any, bring: Bring, build: Builders, count: Any, changes: dict[str, Any], field: str, code: str
) -> None:
    build.order(number="#X1")
    outcome = bring(connect("shopify"), shopify_order(**changes))
    assert why(outcome) == [(field, code)]
    assert "shipping_address." not in outcome.refused[0].en and "buyer" not in outcome.refused[0].en
    assert count("SELECT count(*) FROM orders") == 1
    assert count("SELECT count(*) FROM customers") == 1
    assert count("SELECT count(*) FROM connector_records") == 0


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"sku": "NO-SUCH"}, "line_items[1].sku", "unknown_sku"),
        ({"sku": ""}, "line_items[1].sku", "missing"),
        ({"price_set": None, "price": "-45.00"}, "line_items[1].price", "negative_amount"),
        ({"quantity": 0, "current_quantity": 0}, "line_items[1].quantity", "quantity_out_of_range"),
        ({"quantity": "two"}, "line_items[1].quantity", "not_a_number"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(
    connect: Any, bring: Bring, change: dict[str, Any], field: str, code: str
) -> None:
    sent = shopify_order()
    sent["line_items"][1] |= change
    assert why(bring(connect("shopify"), sent)) == [(field, code)]


def test_an_address_and_pieces_that_change_there_change_here_once(connect: Any, bring: Bring, read: Any) -> None:
    shop, sent = connect("shopify"), shopify_order()
    bring(shop, sent)
    sent["updated_at"] = "2026-11-24T09:00:00+01:00"
    sent["shipping_address"]["city"] = "Villeurbanne"
    sent["line_items"][0]["current_quantity"] = 1
    assert bring(shop, sent) == Outcome(taken=1)
    found = read("1001")
    assert found.shipping_address["city"] == "Villeurbanne"
    assert [line.cancelled for line in found.lines] == [1, 0]
    assert bring(shop, sent) == Outcome(unchanged=1)
    assert bring(shop, shopify_order()) == Outcome(unchanged=1)  # overtaken by what was told later
    assert read("1001").version == found.version


def test_what_people_changed_here_stays_when_the_shop_tells_of_something_else(
    connect: Any, bring: Bring, read: Any, build: Builders
) -> None:
    shop, sent = connect("shopify"), shopify_order(financial_status="pending")
    bring(shop, sent)
    here = {"line1": "1 quai Perrache", "city": "Lyon", "postal_code": "69002", "country": "FR"}
    build.perform(change_address, order="#1001", address=here)
    bring(shop, sent | {"financial_status": "paid", "updated_at": "2026-11-24T09:00:00+01:00"})
    assert read("1001").shipping_address["line1"] == "1 quai Perrache"
    assert read("1001").balance.minor == 0


def test_an_order_that_is_cancelled_and_refunded_there_is_so_here(connect: Any, bring: Bring, read: Any) -> None:
    shop, sent = connect("shopify"), shopify_order()
    bring(shop, sent)
    sent |= {
        "updated_at": "2026-11-24T09:00:00+01:00",
        "cancelled_at": "2026-11-24T09:00:00+01:00",
        "financial_status": "refunded",
        "refunds": [
            {
                "id": 1,
                "transactions": [
                    {"kind": "refund", "status": "success", "amount": "97.66"},
                    {"kind": "refund", "status": "failure", "amount": "97.66"},
                ],
            }
        ],
    }
    assert bring(shop, sent) == Outcome(taken=1)
    found = read("1001")
    assert (found.status, found.total.minor, found.balance.minor) == ("cancelled", 0, 0)
    assert sum(each.amount.minor for each in found.payments if each.kind == "refunded") == 9766
    assert bring(shop, sent) == Outcome(unchanged=1)


def test_an_order_first_told_of_when_it_was_over_keeps_no_stock(
    connect: Any, bring: Bring, read: Any, count: Any
) -> None:
    assert bring(connect("woocommerce"), woo_order(status="cancelled")) == Outcome(taken=1)
    assert read("727").status == "cancelled"
    assert count("SELECT coalesce(sum(reserved), 0) FROM stock_levels") == 0


def test_other_lines_of_a_known_order_are_for_a_person(connect: Any, bring: Bring, build: Builders) -> None:
    shop, sent = connect("shopify"), shopify_order()
    bring(shop, sent)
    later = {"updated_at": "2026-11-24T09:00:00+01:00"}
    assert why(bring(shop, sent | later | {"line_items": sent["line_items"][:1]})) == [
        ("line_items", "changed_elsewhere")
    ]
    build.perform(ship, order="#1001", tracking_number="T1")
    sent["shipping_address"]["city"] = "Nice"
    assert why(bring(shop, sent | later)) == [("", "too_late")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), sent=st.sampled_from([("shopify", shopify_order), ("woocommerce", woo_order)]))
def test_the_order_of_fields_and_lines_does_not_matter_and_twice_is_once(
    connect: Any, bring: Bring, read: Any, count: Any, seed: int, sent: tuple[str, Callable[..., dict[str, Any]]]
) -> None:
    chance = random.Random(seed)
    number = f"N{count('SELECT count(*) FROM connectors')}"
    shop = connect(sent[0], number_prefix=number)
    plain, other = sent[1](), shuffled(sent[1](), chance)
    documents = [plain, other, plain] if chance.random() < 0.5 else [other, plain]
    assert bring(shop, *documents) == Outcome(taken=1, unchanged=len(documents) - 1)
    found = read(number + ("1001" if sent[0] == "shopify" else "727"))
    assert [line.sku for line in found.lines] == ["SHIRT-M", "LAMP"]
    assert found.balance.minor == 0
    known = formats()[sent[0]].documents[0]
    told, again = (interpret(known, each, zone="UTC").told for each in (plain, other))
    assert sorted(told.lines, key=str) == sorted(again.lines, key=str)  # type: ignore[union-attr]


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same with every list and every record in another order."""
    if isinstance(value, dict):
        return {name: shuffled(value[name], chance) for name in chance.sample(list(value), len(value))}
    if isinstance(value, list):
        return [shuffled(each, chance) for each in chance.sample(value, len(value))]
    return value


def test_a_connector_for_each_shop_keeps_their_orders_apart(connect: Any, bring: Bring) -> None:
    first, second = connect("shopify"), connect("shopify", number_prefix="B")
    assert [bring(shop, shopify_order()).taken for shop in (first, second)] == [1, 1]
    assert first != second
