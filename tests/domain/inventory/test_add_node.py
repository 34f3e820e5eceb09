"""Places that goods leave from."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.inventory.add_node import add_node
from domain.inventory.queries import nodes
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid
from domain.kernel.money import Money
from domain.work.application import Application
from tests.support.builders import LYON, Builders
from tests.support.together import errors_of, together

LYO = {
    "code": "lyo ",
    "name": "Lyon",
    "kind": "store",
    "address": LYON,
    "time_zone": "Europe/Paris",
    "handling_cost": Money(120, "EUR"),
}


def test_a_node_is_kept(build: Builders, ask: Callable[..., Any]):
    hours = {"0": "09:00-18:00", "6": "10:00-12:30"}
    build.perform(add_node, **LYO, cut_off="12:30", opening_hours=hours, daily_capacity=40)
    (node,) = ask(nodes)
    assert (node.code, node.name, node.kind, node.country) == ("LYO", "Lyon", "store", "FR")
    assert (node.cut_off, node.opening_hours, node.daily_capacity) == ("12:30", hours, 40)
    assert (node.handling_cost, node.active) == (Money(120, "EUR"), True)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"code": ""}, "code", "missing"),
        ({"code": "x" * 41}, "code", "too_long"),
        ({"code": "\x00"}, "code", "control_characters"),
        ({"name": ""}, "name", "missing"),
        ({"name": "x" * 101}, "name", "too_long"),
        ({"kind": "cave"}, "kind", "unknown_choice"),
        ({"address": {**LYON, "country": None}}, "address.country", "unknown_country"),
        ({"address": {**LYON, "line1": ""}}, "address.line1", "missing"),
        ({"time_zone": "Lyon"}, "time_zone", "unknown_time_zone"),
        ({"cut_off": "25:00"}, "cut_off", "not_a_time"),
        ({"cut_off": "3pm"}, "cut_off", "not_a_time"),
        ({"cut_off": "12:00\n"}, "cut_off", "not_a_time"),
        ({"opening_hours": {"7": "09:00-18:00"}}, "opening_hours", "not_opening_hours"),
        ({"opening_hours": {"0": "9-18"}}, "opening_hours", "not_opening_hours"),
        ({"opening_hours": {"0": None}}, "opening_hours", "not_opening_hours"),
        ({"opening_hours": {"0": "18:00-09:00"}}, "opening_hours", "not_opening_hours"),
        ({"daily_capacity": -1}, "daily_capacity", "negative"),
        ({"handling_cost": Money(-1, "EUR")}, "handling_cost", "negative"),
        ({"handling_cost": Money(10**19, "EUR")}, "handling_cost", "amount_too_large"),
        ({"handling_cost": Money(1, "XXZ")}, "handling_cost", "unknown_currency"),
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, code: str, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    refusal = refusal_of(add_node, **LYO | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(nodes) == ()


def test_a_code_stands_once(build: Builders, refusal_of: Callable[..., DomainError]):
    refused = errors_of(together(*[lambda: build.perform(add_node, **LYO)] * 4))
    assert [type(error) for error in refused] == [Conflict] * 3
    assert refusal_of(add_node, **LYO | {"code": "LYO"}).field == "code"


def test_who_may_not_write_stock_adds_none(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(add_node, powerless, **LYO)
