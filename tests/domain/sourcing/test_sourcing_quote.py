"""What sourcing would answer, without keeping anything."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError
from domain.kernel.money import Money
from domain.sourcing.sourcing_quote import MOST_LINES, AskedLine, sourcing_quote
from domain.work.application import Application
from tests.support.builders import PARIS, Builders

NEW_YORK = {"line1": "350 5th Ave", "city": "New York", "region": "NY", "postal_code": "10118", "country": "US"}


@pytest.fixture
def nodes(build: Builders) -> None:
    """PAR has 5 shirts and 5 hats; LYO, which costs less, 9 shirts; NYC 9 hats."""
    build.goods("SHIRT", "HAT", on_hand=5)
    build.node("LYO", handling_cost=Money(90, "EUR"))
    build.node("NYC", address=NEW_YORK, time_zone="America/New_York", handling_cost=Money(200, "USD"))
    build.stock("SHIRT", 9, node="LYO")
    build.stock("HAT", 9, node="NYC")


def told(quote: Any) -> list[tuple[str | None, str]]:
    return [(line.node, line.why.code) for line in quote.lines]


def test_who_may_not_is_refused(application: Application, powerless: Actor, nodes: None):
    with pytest.raises(Denied):
        application.ask(sourcing_quote, powerless, lines=[AskedLine("SHIRT", 1)], address=PARIS)


def test_one_node_that_has_everything_comes_first(nodes: None, ask: Callable[..., Any]):
    found = ask(sourcing_quote, lines=[AskedLine("SHIRT", 2), AskedLine("HAT", 1)], address=PARIS)
    assert told(found) == [("PAR", "has_everything"), ("PAR", "has_everything")]
    assert [(parcel.node, parcel.lines, parcel.cost) for parcel in found.parcels] == [
        ("PAR", (0, 1), Money(150, "EUR"))
    ]
    assert (found.promised_on, found.cost) == (date(2026, 11, 26), (Money(150, "EUR"),))


def test_then_what_costs_least_and_the_country(nodes: None, ask: Callable[..., Any]):
    assert told(ask(sourcing_quote, lines=[AskedLine("SHIRT", 2)], address=PARIS)) == [("LYO", "lowest_cost")]
    assert told(ask(sourcing_quote, lines=[AskedLine("HAT", 2)], address=PARIS)) == [("PAR", "nearest_country")]
    assert told(ask(sourcing_quote, lines=[AskedLine("HAT", 2)], address=NEW_YORK)) == [("NYC", "nearest_country")]
    assert told(ask(sourcing_quote, lines=[AskedLine("HAT", 7)], address=PARIS)) == [("NYC", "only_one")]


def test_parcels_from_several_nodes_add_up_by_currency(nodes: None, ask: Callable[..., Any]):
    found = ask(sourcing_quote, lines=[AskedLine("SHIRT", 9), AskedLine("HAT", 9)], address=PARIS)
    assert {parcel.node for parcel in found.parcels} == {"LYO", "NYC"}
    assert found.cost == (Money(90, "EUR"), Money(200, "USD"))
    assert found.promised_on == date(2026, 11, 29)


def test_what_nobody_has_in_full_has_no_node_and_lines_share_what_there_is(nodes: None, ask: Callable[..., Any]):
    lines = [AskedLine("SHIRT", 8), AskedLine("SHIRT", 4), AskedLine("SHIRT", 2), AskedLine("NO-SUCH", 1)]
    found = ask(sourcing_quote, lines=lines, address=PARIS)
    assert [line.node for line in found.lines] == ["LYO", "PAR", None, None]
    assert found.lines[2].why.en and found.lines[2].why.en != found.lines[2].why.fr
    assert found.lines[3].promised_on is None


def test_nothing_is_kept(nodes: None, ask: Callable[..., Any]):
    before = ask(stock)
    ask(sourcing_quote, lines=[AskedLine("SHIRT", 9)], address=PARIS)
    assert ask(stock) == before


def test_express_is_there_sooner(nodes: None, ask: Callable[..., Any]):
    lines = [AskedLine("SHIRT", 1)]
    assert ask(sourcing_quote, lines=lines, address=PARIS, service="express").promised_on == date(2026, 11, 25)
    assert ask(sourcing_quote, lines=lines, address=NEW_YORK, service="express").promised_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [AskedLine("SHIRT", 1)] * (MOST_LINES + 1)}, "lines"),
        ({"lines": [AskedLine("SHIRT", 0)]}, "lines[0].quantity"),
        ({"lines": [AskedLine("SHIRT", 10**30)]}, "lines[0].quantity"),
        ({"lines": [AskedLine("\x00", 1)]}, "lines[0].sku"),
        ({"lines": [AskedLine("", 1)]}, "lines[0].sku"),
        ({"address": {}}, "address.line1"),
        ({"address": {**PARIS, "country": "\x00"}}, "address.country"),
        ({"service": "teleport"}, "service"),
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, nodes: None, refusal_of: Callable[..., DomainError]
):
    asked = {"lines": [AskedLine("SHIRT", 1)], "address": PARIS}
    assert refusal_of(sourcing_quote, **asked | wrong).field == field
