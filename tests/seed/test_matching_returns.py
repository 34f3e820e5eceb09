"""Which purchase a cancellation is about."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.kernel.errors import Conflict
from seed.importers.online_retail.lines import Line
from seed.importers.online_retail.matching import Matching, match_returns
from seed.importers.online_retail.survey import Survey

START = datetime(2011, 1, 1, tzinfo=UTC)


class Shop:
    """Lines one after the other, a day apart."""

    def __init__(self) -> None:
        self.survey = Survey()
        self.number = 1

    def line(self, invoice: str, sku: str, quantity: int, price: int = 100, **more: object) -> int:
        self.number += 1
        values = {
            "number": self.number,
            "invoice": invoice,
            "sku": sku,
            "title": sku,
            "quantity": quantity,
            "at": START + timedelta(days=self.number),
            "price": price,
            "customer": "1",
            "country": "GB",
            "charge": None,
        }
        self.survey.note(Line(**(values | more)))  # type: ignore[arg-type]
        return self.number

    def match(self) -> Matching:
        return match_returns(self.survey)


def test_the_latest_purchase_comes_first_and_the_rest_spreads() -> None:
    shop = Shop()
    old = shop.line("1", "A", 5)
    new = shop.line("2", "A", 3)
    back = shop.line("C3", "A", 4)
    matching = shop.match()
    assert [(part.sold_line, part.quantity) for part in matching.by_invoice["2"]] == [(new, 3)]
    assert [(part.sold_line, part.quantity) for part in matching.by_invoice["1"]] == [(old, 1)]
    assert matching.invoices_of[back] == ["2", "1"]
    assert matching.unmatched == {}


def test_nothing_is_given_back_twice_and_the_rest_is_told() -> None:
    shop = Shop()
    shop.line("1", "A", 2)
    shop.line("C2", "A", 1)
    second = shop.line("C3", "A", 5)
    assert shop.match().unmatched == {second: 4}


def test_a_later_purchase_does_not_count() -> None:
    shop = Shop()
    back = shop.line("C1", "A", 1)
    shop.line("2", "A", 1)
    assert shop.match().unmatched == {back: 1}


def test_neither_does_one_of_somebody_else() -> None:
    shop = Shop()
    shop.line("1", "A", 1, customer="2")
    back = shop.line("C2", "A", 1)
    assert shop.match().unmatched == {back: 1}


def test_a_code_in_another_case_is_the_same() -> None:
    shop = Shop()
    shop.line("1", "85123A", 1)
    shop.line("C2", "85123a", 1)
    assert shop.match().unmatched == {}


def test_no_more_money_goes_back_than_was_paid() -> None:
    shop = Shop()
    shop.line("1", "A", 3, price=100)
    back = shop.line("C2", "A", 3, price=140)
    assert shop.match().unmatched == {back: 1}


def test_postage_is_given_back_on_an_order_with_that_much_postage() -> None:
    shop = Shop()
    shop.line("1", "POST", 1, price=1800, charge=("shipping", "Postage"))
    shop.line("2", "POST", 1, price=300, charge=("shipping", "Postage"))
    back = shop.line("C3", "POST", 1, price=1800, charge=("shipping", "Postage"))
    assert shop.match().invoices_of == {back: ["1"]}


def test_a_discount_goes_to_the_latest_order_with_that_much_paid() -> None:
    shop = Shop()
    shop.line("1", "A", 1, price=5000)
    shop.line("2", "A", 1, price=100)
    discount = shop.line("C3", "D", 1, price=900, charge=("discount", "Discount"))
    assert shop.match().invoices_of == {discount: ["1"]}


def test_an_invoice_of_two_customers_is_refused_the_second_time() -> None:
    shop = Shop()
    shop.line("1", "A", 1)
    with pytest.raises(Conflict) as refusal:
        shop.line("1", "A", 1, customer="2")
    assert refusal.value.code == "duplicate_order_number"
