"""What is sold."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.catalogue.add_product import NewVariant, add_product
from domain.catalogue.queries import product, products
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import LARGEST_AMOUNT, Money
from domain.models.event import EventRow
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together

TEA = {"name": "Théière", "variants": [NewVariant("TH-1")]}


def test_a_product_is_kept_with_its_variants(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    variants = [
        NewVariant("TH-2", {"colour": "bleu"}, {"eur": 4990, "JPY": 8000}, available=False),
        NewVariant(" TH-1 ", {"colour": "<b>"}, {"EUR": 0}),
    ]
    id = build.perform(
        add_product, name="  Théière  en fonte", variants=variants, category="Maison", source="shop", external_ref="p1"
    )
    found = ask(product, product_id=id)
    assert (found.name, found.category, found.external_ref) == ("Théière en fonte", "Maison", "p1")
    assert [(v.sku, v.options, v.available, v.prices) for v in found.variants] == [
        ("TH-1", {"colour": "<b>"}, True, (Money(0, "EUR"),)),
        ("TH-2", {"colour": "bleu"}, False, (Money(4990, "EUR"), Money(8000, "JPY"))),
    ]
    (event,) = happened("product.added")
    assert event.data["skus"] == ["TH-2", "TH-1"]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": ""}, "name", "missing"),
        ({"name": "x" * 201}, "name", "too_long"),
        ({"name": "\x00"}, "name", "control_characters"),
        ({"category": "x" * 101}, "category", "too_long"),
        ({"variants": []}, "variants", "variants_needed"),
        ({"variants": [NewVariant("A"), NewVariant(" A")]}, "variants", "duplicate_sku"),
        ({"variants": [NewVariant("A"), NewVariant("")]}, "variants[1].sku", "missing"),
        ({"variants": [NewVariant("x" * 65)]}, "variants[0].sku", "too_long"),
        ({"variants": [NewVariant("\x00")]}, "variants[0].sku", "control_characters"),
        ({"variants": [NewVariant("A", prices={"EUR": -1})]}, "variants[0].prices", "negative_price"),
        ({"variants": [NewVariant("A", prices={"EUR": LARGEST_AMOUNT + 1})]}, "variants[0].prices", "negative_price"),
        ({"variants": [NewVariant("A", prices={"XXZ": 1})]}, "variants[0].prices", "unknown_currency"),
        ({"variants": [NewVariant("A", options={"": "x"})]}, "variants[0].options", "missing"),
        ({"variants": [NewVariant("A", options={"size": "\x00"})]}, "variants[0].options", "control_characters"),
        ({"source": "\x00"}, "source", "control_characters"),
        ({"source": "shop", "external_ref": "x" * 201}, "external_ref", "too_long"),
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, code: str, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    refusal = refusal_of(add_product, **TEA | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(products).items == ()


def test_a_sku_is_taken_once(build: Builders, refusal_of: Callable[..., DomainError]):
    build.perform(add_product, **TEA)
    refusal = refusal_of(add_product, name="Other", variants=[NewVariant("X"), NewVariant("TH-1")])
    assert (type(refusal), refusal.code, refusal.details) == (Conflict, "duplicate_sku", {"skus": ["TH-1"]})


def test_a_sku_by_many_at_once_is_taken_once(build: Builders):
    refused = errors_of(together(*[lambda: build.perform(add_product, **TEA)] * 6))
    assert [type(error) for error in refused] == [Conflict] * 5


def test_a_reference_of_a_source_is_taken_once(build: Builders, refusal_of: Callable[..., DomainError]):
    build.perform(add_product, **TEA, source="shop", external_ref="1")
    refusal = refusal_of(add_product, name="B", variants=[NewVariant("B")], source="shop ", external_ref=" 1")
    assert (type(refusal), refusal.code, refusal.field) == (Conflict, "duplicate_external_ref", "external_ref")


def test_products_are_listed_by_name_and_paged(
    build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any]
):
    for name in ("Étui", "zèbre", "Abri", "étui", "Abri"):
        build.product(name=name)
    for limit in (1, 2, 5):
        rows, cursor = [], None
        while True:
            with count_queries() as sent:
                page = ask(products, cursor=cursor, limit=limit)
            assert sent.count == 3
            rows += page.items
            if (cursor := page.next_cursor) is None:
                break
        assert [row.name.casefold() for row in rows] == ["abri", "abri", "étui", "étui", "zèbre"]
        assert len({row.id for row in rows}) == 5


@pytest.mark.parametrize(
    ("q", "wanted"),
    [("theiere", ["Théière"]), ("TH-1", ["Théière"]), (" fonte", []), ("%", ["100% wool"]), ("_", []), ("\x00", []),
     ("\ud800", []), ("' OR 1=1", []), ("x" * 10_000, []), ("  ", ["100% wool", "Théière"])],
)  # fmt: skip
def test_products_are_looked_for(q: str, wanted: list[str], build: Builders, ask: Callable[..., Any]):
    build.perform(add_product, **TEA)
    build.product(name="100% wool")
    assert [row.name for row in ask(products, q=q).items] == wanted


def test_denied_and_unknown(application: Application, powerless: Actor, ask: Callable[..., Any]):
    with pytest.raises(Denied):
        application.perform(add_product, powerless, **TEA)
    for query, values in ((products, {}), (product, {"product_id": new_id()})):
        with pytest.raises(Denied):
            application.ask(query, powerless, **values)
    with pytest.raises(NotFound):
        ask(product, product_id=new_id())
