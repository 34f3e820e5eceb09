"""The vocabulary is whole: everything has its words in both languages and fits together."""

from collections.abc import Iterator

import pytest

from domain.kernel.errors import Invalid
from domain.models.case import CHANNELS, TOPICS
from domain.models.order import OrderStatus
from domain.models.returns import RETURN_CHANNELS
from domain.orders.new_order import CHANNELS as ORDER_CHANNELS
from domain.orders.new_order import FULFILMENTS
from domain.sourcing.wanted import SERVICES
from rules_engine.vocabulary.families import FAMILIES, family_of
from rules_engine.vocabulary.operators import OPERATORS, operators_for
from rules_engine.vocabulary.terms import Kind, Words


def words() -> Iterator[tuple[str, Words]]:
    for family in FAMILIES.values():
        yield from ((family.key, family.label), (family.key, family.help))
        for fact in family.facts.values():
            yield from ((fact.key, fact.label), (fact.key, fact.help))
            yield from ((f"{fact.key}={choice.key}", choice.label) for choice in (*fact.choices, *fact.spoken))
        for effect in family.effects.values():
            yield from ((effect.key, effect.label), (effect.key, effect.help))
            yield from ((f"{effect.key}.{each.key}", each.label) for each in effect.parameters)
        for named in family.lists.values():
            yield from ((named.key, named.label), (named.key, named.help))
    yield from ((operator.key, operator.label) for operator in OPERATORS.values())


def test_everything_is_said_in_both_languages() -> None:
    assert [key for key, said in words() if not said.en.strip() or not said.fr.strip()] == []


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_a_family_fits_together(family) -> None:  # type: ignore[no-untyped-def]
    for fact in family.facts.values():
        assert operators_for(fact.kind)
        assert bool(fact.choices) == (fact.kind is Kind.CHOICE) or fact.kind is Kind.LIST
        if fact.kind is Kind.MONEY:
            assert fact.currency_fact is not None
            assert family.facts[fact.currency_fact].kind is Kind.TEXT
        assert fact.named_list is None or fact.named_list in family.lists
    for effect in family.effects.values():
        for parameter in effect.parameters:
            assert parameter.key != "effect"
            assert (parameter.kind is Kind.CHOICE) == bool(parameter.choices)
            assert parameter.named_list is None or parameter.named_list in family.lists


def test_choices_are_the_domain_s() -> None:
    routing, policy = FAMILIES["routing"].facts, FAMILIES["policy"].facts
    assert routing["topic"].choice_keys == TOPICS
    assert routing["channel"].choice_keys == CHANNELS
    assert routing["order_status"].choice_keys == tuple(OrderStatus)
    assert routing["order_channel"].choice_keys == ORDER_CHANNELS
    assert routing["order_fulfilment"].choice_keys == FULFILMENTS
    assert policy["return_channel"].choice_keys == RETURN_CHANNELS
    assert FAMILIES["sourcing"].facts["service"].choice_keys == SERVICES


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(Invalid):
        family_of(["routing"])
