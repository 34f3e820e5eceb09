"""In which currency a customer is quoted prices."""

from collections.abc import Callable
from typing import Any

from domain.customers.merge import merge_customers
from domain.quotes.usual_currency import usual_currency
from tests.support.builders import Builders

NEW_YORK = {"line1": "350 5th Ave", "city": "New York", "region": "NY", "postal_code": "10118", "country": "US"}


def test_that_of_their_country_until_they_order_in_another(build: Builders, ask: Callable[..., Any]) -> None:
    build.product("SHIRT", currency="USD")
    build.product("MUG", currency="EUR")
    customer_id = build.customer(addresses=[NEW_YORK])
    assert ask(usual_currency, customer_id=customer_id) == "USD"
    build.order(customer_id)
    assert ask(usual_currency, customer_id=customer_id) == "EUR"


def test_the_orders_of_a_merged_record_count(build: Builders, ask: Callable[..., Any]) -> None:
    build.product("SHIRT", currency="USD")
    kept, other = build.customer(addresses=[NEW_YORK]), build.customer()
    build.order(other)
    build.perform(merge_customers, kept_id=kept, merged_id=other, reason="same person")
    assert ask(usual_currency, customer_id=kept) == "EUR"


def test_that_of_the_house_where_theirs_buys_nothing(build: Builders, ask: Callable[..., Any]) -> None:
    in_tokyo = {"line1": "1-1 Marunouchi", "city": "Tokyo", "country": "JP"}
    customer_id = build.customer(addresses=[in_tokyo])
    assert ask(usual_currency, customer_id=customer_id) == "EUR"
    build.product("SHIRT", "HAT", currency="GBP")
    build.product("MUG", currency="USD")
    assert ask(usual_currency, customer_id=customer_id) == "GBP"
    assert ask(usual_currency, customer_id=build.customer(addresses=[])) == "GBP"
