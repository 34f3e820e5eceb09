"""How an order reaches the customer, and by when."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.edits.change_fulfilment import change_fulfilment
from domain.edits.change_promise import change_promise
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, StaleVersion
from domain.models.event import EventRow
from domain.orders.advance import release_order, start_picking
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.domain.edits.conftest import eur
from tests.support.builders import Builders

MARAIS = {"line1": "5 rue de Turenne", "city": "Paris", "postal_code": "75004", "country": "FR"}


@pytest.fixture
def store(build: Builders) -> str:
    """A store in Paris that is closed on Sundays; it has nothing yet."""
    hours = {str(day): "10:00-19:00" for day in range(6)}
    build.node("MARAIS", kind="store", address=MARAIS, name="Marais", opening_hours=hours)
    return "MARAIS"


def sources(order: OrderDetail) -> dict[str, tuple[str | None, date | None]]:
    return {line.sku: (line.source_node, line.promised_on) for line in order.lines}


@pytest.mark.parametrize(
    ("use_case", "values"),
    [
        (change_fulfilment, {"fulfilment": "pickup", "node": "MARAIS"}),
        (change_promise, {"promised_on": date(2026, 12, 1), "reason": "x"}),
    ],
)
def test_who_may_not_is_refused(
    use_case: Any, values: dict[str, Any], application: Application, powerless: Actor, sold: UUID
):
    for verb in (application.perform, application.preview):
        with pytest.raises(Denied):
            verb(use_case, powerless, order=sold, **values)


def test_picked_up_where_the_goods_are_it_is_ready_today_and_costs_no_shipping(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, store: str, ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    for sku in ("S", "HAT"):
        build.stock(sku, 2, node=store)
    found = do("change_fulfilment", order=str(sold), fulfilment="pickup", node="marais", reason="cannot wait")
    assert (found.fulfilment, found.pickup_node) == ("pickup", "MARAIS")
    assert sources(found) == {"S": ("MARAIS", date(2026, 11, 24)), "HAT": ("MARAIS", date(2026, 11, 24))}
    assert (found.shipping, found.total, found.pending) == (eur(0), eur(4498), eur(-490))
    kept = {(level.node, level.sku): level.reserved for level in ask(stock).items if level.reserved}
    assert kept == {("MARAIS", "S"): 2, ("MARAIS", "HAT"): 1}
    (changed,) = happened("order.fulfilment_changed")
    assert {key: changed.data[key] for key in ("fulfilment", "node", "promised_on", "reason")} == {
        "fulfilment": "pickup",
        "node": "MARAIS",
        "promised_on": "2026-11-24",
        "reason": "cannot wait",
    }


def test_what_the_store_does_not_have_is_sent_there(
    preview: Callable[..., Any], do: Callable[..., OrderDetail], build: Builders, sold: UUID, store: str
):
    build.stock("HAT", 2, node=store)
    args = {"order": str(sold), "fulfilment": "curbside", "node": store}
    assert [rule.code for rule in preview("change_fulfilment", **args).rules] == ["sent_to_store"]
    found = do("change_fulfilment", **args)
    assert sources(found) == {"S": ("PAR", date(2026, 11, 26)), "HAT": ("MARAIS", date(2026, 11, 24))}


def test_shipped_after_all_it_costs_shipping_again(do: Callable[..., OrderDetail], sold: UUID, store: str):
    do("change_fulfilment", order=str(sold), fulfilment="pickup", node=store)
    found = do("change_fulfilment", order=str(sold), fulfilment="ship")
    assert (found.fulfilment, found.pickup_node, found.shipping, found.total) == ("ship", None, eur(490), eur(4988))
    assert found.balance - found.pending == eur(490)


def test_a_locker(do: Callable[..., OrderDetail], sold: UUID):
    found = do("change_fulfilment", order=str(sold), fulfilment="locker", locker=" Gare de Lyon 17 ")
    assert (found.fulfilment, found.locker, found.shipping) == ("locker", "Gare de Lyon 17", eur(490))


def test_a_day_of_ones_own(do: Callable[..., OrderDetail], sold: UUID, store: str):
    found = do("change_fulfilment", order=str(sold), fulfilment="pickup", node=store, promise_on="2026-12-05")
    assert {line.promised_on for line in found.lines} == {date(2026, 12, 5)}


REFUSED: list[tuple[dict[str, Any], str | None, str]] = [
    ({"fulfilment": "teleport"}, "fulfilment", "unknown_choice"),
    ({"fulfilment": "ship"}, "fulfilment", "same_fulfilment"),
    ({"fulfilment": "pickup"}, "node", "missing"),
    ({"fulfilment": "curbside", "node": ""}, "node", "missing"),
    ({"fulfilment": "pickup", "node": "NOWHERE"}, None, "not_found"),
    ({"fulfilment": "pickup", "node": "\x00"}, None, "not_found"),
    ({"fulfilment": "pickup", "node": "PAR"}, "node", "not_a_store"),
    ({"fulfilment": "ship", "node": "MARAIS"}, "node", "contradiction"),
    ({"fulfilment": "locker"}, "locker", "missing"),
    ({"fulfilment": "locker", "locker": "x" * 101}, "locker", "too_long"),
    ({"fulfilment": "locker", "locker": "\x00"}, "locker", "control_characters"),
    ({"fulfilment": "pickup", "node": "MARAIS", "locker": "7"}, "locker", "contradiction"),
    ({"fulfilment": "pickup", "node": "MARAIS", "promise_on": "2026-11-23"}, "promise_on", "in_the_past"),
    ({"fulfilment": "pickup", "node": "MARAIS", "promise_on": "2028-11-23"}, "promise_on", "too_far_away"),
    ({"fulfilment": "pickup", "node": "MARAIS", "promise_on": "soon"}, "promise_on", "not_a_time"),
]


@pytest.mark.parametrize(("wrong", "field", "code"), REFUSED)
def test_a_refusal_names_the_field_and_leaves_nothing(
    wrong: dict[str, Any],
    field: str | None,
    code: str,
    commit: Callable[..., Any],
    sold: UUID,
    store: str,
    ask: Callable[..., Any],
):
    before = ask(read_order, order=sold)
    with pytest.raises(DomainError) as refused:
        commit("change_fulfilment", order=str(sold), **wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert ask(read_order, order=sold) == before


def test_until_it_is_picked(commit: Callable[..., Any], build: Builders, sold: UUID, store: str):
    build.perform(release_order, order=sold)
    commit("change_fulfilment", order=str(sold), fulfilment="locker", locker="1")
    build.perform(start_picking, order=sold)
    with pytest.raises(Conflict) as refused:
        commit("change_fulfilment", order=str(sold), fulfilment="pickup", node=store)
    assert refused.value.code == "too_late"


def test_another_promise_for_all_that_has_not_left_or_for_one_line(
    do: Callable[..., OrderDetail], sold: UUID, happened: Callable[..., list[EventRow]]
):
    found = do("change_promise", order=str(sold), promised_on="2026-11-24", reason="courier today")
    assert {line.promised_on for line in found.lines} == {date(2026, 11, 24)}
    found = do("change_promise", order=str(sold), promised_on="2026-12-24", reason="late", lines=[{"sku": "HAT"}])
    assert [line.promised_on for line in found.lines] == [date(2026, 11, 24), date(2026, 12, 24)]
    told = [(event.data["promised_on"], event.data["reason"]) for event in happened("order.promise_changed")]
    assert told == [("2026-11-24", "courier today"), ("2026-12-24", "late")]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"promised_on": "2026-11-23"}, "promised_on", "in_the_past"),
        ({"promised_on": "2027-12-01"}, "promised_on", "too_far_away"),
        ({"promised_on": "never"}, "promised_on", "not_a_time"),
        ({"reason": ""}, "reason", "missing"),
        ({"lines": []}, "lines", "missing"),
        ({"lines": [{"sku": "NO"}]}, "lines[0]", "unknown_line"),
        ({"lines": [{"sku": "S"}, {"sku": "S"}]}, "lines", "duplicate_line"),
    ],
)
def test_a_promise_that_cannot_be(
    wrong: dict[str, Any], field: str, code: str, commit: Callable[..., Any], sold: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=sold)
    with pytest.raises(DomainError) as refused:
        commit("change_promise", **{"order": str(sold), "promised_on": "2026-12-01", "reason": "x"} | wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert ask(read_order, order=sold) == before


def test_what_has_left_is_not_promised_anew(commit: Callable[..., Any], build: Builders, sold: UUID):
    build.perform(ship, order=sold, lines=[ShippedLine(1, sku="HAT")])
    change = {"order": str(sold), "promised_on": "2026-12-01", "reason": "x"}
    with pytest.raises(Conflict) as refused:
        commit("change_promise", **change, lines=[{"sku": "HAT"}])
    assert refused.value.code == "too_late"
    commit("change_promise", **change)
    build.perform(ship, order=sold)
    with pytest.raises(Conflict):
        commit("change_promise", **change)


@pytest.mark.parametrize("action", ["change_fulfilment", "change_promise"])
def test_a_stale_version_is_refused(action: str, commit: Callable[..., Any], sold: UUID):
    values = {"fulfilment": "locker", "locker": "1"} if action == "change_fulfilment" else {
        "promised_on": "2026-12-01", "reason": "x"}  # fmt: skip
    with pytest.raises(StaleVersion):
        commit(action, order=str(sold), expected_version=9, **values)
