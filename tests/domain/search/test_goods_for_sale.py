"""What can be put on an order, by SKU or by words."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.catalogue.add_product import NewVariant, add_product
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine
from domain.search.goods_for_sale import goods_for_sale
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def shop(build: Builders) -> None:
    """A shirt in two sizes, one sold no more, and a mug that costs dollars."""
    build.node("PAR")
    build.node("LYO", kind="store", name="Lyon")
    sizes = [
        NewVariant("LIN-M", options={"size": "M"}, prices={"EUR": 4990, "USD": 5490}),
        NewVariant("LIN-L", options={"size": "L"}, prices={"EUR": 4990}, available=False),
    ]
    build.perform(add_product, name="Linen shirt", variants=sizes)
    build.product("MUG", name="Ceramic mug", price=1490, currency="USD")
    build.stock("LIN-M", 5)
    build.stock("LIN-M", 4, "LYO")


def found(ask: Callable[..., Any], text: str, currency: str = "EUR") -> list[str]:
    return [each.sku for each in ask(goods_for_sale, text=text, currency=currency)]


@pytest.mark.parametrize("text", ["lin-m", "LIN", "linen", "shirt linen", "lnen shirt"])
def test_by_sku_or_by_words_misspelt_too(shop: None, ask: Callable[..., Any], text: str) -> None:
    assert found(ask, text) == ["LIN-M"]


@pytest.mark.parametrize("text", ["", " ", "l", "nothing like it"])
def test_what_means_nothing_finds_nothing(shop: None, ask: Callable[..., Any], text: str) -> None:
    assert found(ask, text) == []


def test_only_what_has_a_price_in_the_currency(shop: None, ask: Callable[..., Any]) -> None:
    assert (found(ask, "mug"), found(ask, "mug", "USD")) == ([], ["MUG"])
    (shirt,) = ask(goods_for_sale, text="linen", currency="USD")
    assert (shirt.name, shirt.options, shirt.price) == ("Linen shirt", {"size": "M"}, Money(5490, "USD"))
    with pytest.raises(Invalid):
        ask(goods_for_sale, text="linen", currency="shells")


def test_pieces_that_are_promised_are_not_there_any_more(shop: None, ask: Callable[..., Any], build: Builders) -> None:
    build.order(lines=[NewLine("LIN-M", 2)])
    assert [each.available for each in ask(goods_for_sale, text="linen", currency="EUR")] == [7]
    assert [each.available for each in ask(goods_for_sale, text="mug", currency="USD")] == [0]


def test_who_may_not_read_stock_is_not_told(
    shop: None, application: Application, actor_with: Callable[..., Actor]
) -> None:
    merchant = actor_with(Permission.CATALOGUE_READ)
    assert [each.available for each in application.ask(goods_for_sale, merchant, text="linen", currency="EUR")] == [
        None
    ]
