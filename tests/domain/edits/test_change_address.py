"""Sending an order elsewhere: taxed, sourced and promised anew in one action."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.customers.queries import customer
from domain.edits.change_address import change_address
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, StaleVersion
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.advance import release_order, start_picking
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.domain.edits.conftest import LOS_ANGELES, NEW_YORK, eur
from tests.support.builders import LYON, PARIS, Builders


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.fixture
def to_new_york(build: Builders, shop: None, taxes: None, customer_id: UUID, card: UUID) -> UUID:
    """2 × S for 39.98 USD and 3.55 of tax, paid by card, from Paris."""
    return build.order(
        customer_id,
        lines=[NewLine("S", 2)],
        currency="USD",
        shipping_address=NEW_YORK,
        payments=[NewPayment("captured", usd(4353), card)],
    )


def test_who_may_not_is_refused(
    application: Application, actor_with: Callable[..., Actor], powerless: Actor, sold: UUID
):
    for verb in (application.perform, application.preview):
        with pytest.raises(Denied):
            verb(change_address, powerless, order=sold, address=LYON)
    with pytest.raises(IdentityNeeded):
        application.perform(change_address, actor_with(Permission.ORDERS_WRITE), order=sold, address=LYON)


def test_from_new_york_to_california_it_is_taxed_anew(
    do: Callable[..., OrderDetail], to_new_york: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=to_new_york)
    assert (before.tax, before.total, before.balance) == (usd(355), usd(4353), usd(0))
    found = do("change_address", order=str(to_new_york), address=LOS_ANGELES)
    assert (found.tax, found.total, found.balance, found.pending) == (usd(380), usd(4378), usd(25), usd(0))
    assert (found.shipping_address["region"], found.version) == ("CA", before.version + 1)
    back = do("change_address", order=str(to_new_york), address=NEW_YORK)
    assert (back.tax, back.total, back.balance) == (usd(355), usd(4353), usd(0))


def test_less_tax_is_given_back(do: Callable[..., OrderDetail], to_new_york: UUID):
    oregon = {"line1": "1 Oak St", "city": "Portland", "region": "OR", "postal_code": "97201", "country": "US"}
    found = do("change_address", order=str(to_new_york), address=oregon)
    assert (found.tax, found.total, found.pending) == (usd(0), usd(3998), usd(-355))


def test_a_tax_that_came_with_the_order_stays(do: Callable[..., OrderDetail], build: Builders, shop: None, taxes: None):
    id = build.order(lines=[NewLine("S", 2)], currency="USD", shipping_address=NEW_YORK, tax=usd(400))
    assert do("change_address", order=str(id), address=LOS_ANGELES).tax == usd(400)


def test_it_is_sourced_and_promised_from_the_new_country(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, ask: Callable[..., Any]
):
    build.node("NYC", address=NEW_YORK, time_zone="America/New_York")
    for sku in ("S", "HAT"):
        build.stock(sku, 5, node="NYC")
    assert {line.source_node for line in ask(read_order, order=sold).lines} == {"PAR"}
    found = do("change_address", order=str(sold), address=NEW_YORK)
    assert {(line.source_node, line.promised_on) for line in found.lines} == {("NYC", date(2026, 11, 26))}
    kept = {(level.node, level.sku): level.reserved for level in ask(stock).items if level.reserved}
    assert kept == {("NYC", "S"): 2, ("NYC", "HAT"): 1}


def test_abroad_takes_longer(do: Callable[..., OrderDetail], sold: UUID):
    found = do("change_address", order=str(sold), address=NEW_YORK)
    assert {(line.source_node, line.promised_on) for line in found.lines} == {("PAR", date(2026, 11, 29))}


def test_what_is_being_picked_stays_with_its_node(do: Callable[..., OrderDetail], build: Builders, sold: UUID):
    build.perform(release_order, order=sold)
    build.perform(start_picking, order=sold)
    build.node("NYC", address=NEW_YORK, time_zone="America/New_York")
    for sku in ("S", "HAT"):
        build.stock(sku, 5, node="NYC")
    found = do("change_address", order=str(sold), address=NEW_YORK)
    assert {(line.source_node, line.promised_on) for line in found.lines} == {("PAR", date(2026, 11, 29))}


def test_the_place_is_recorded_and_the_address_can_be_erased(
    commit: Callable[..., Any], sold: UUID, happened: Callable[..., list[EventRow]], sql: Callable[..., Any]
):
    commit("change_address", order=str(sold), address=LYON)
    (changed,) = happened("order.address_changed")
    assert (changed.data["old_place"], changed.data["place"]) == ("Paris, FR", "Lyon, FR")
    assert "Rambaud" not in str(changed.data)
    texts = dict(sql("SELECT field, value FROM event_texts WHERE event_id = %s", changed.id))
    assert texts == {"address": "8 quai Rambaud, 69002, Lyon, FR", "old_address": "12 rue des Lilas, 75011, Paris, FR"}


def test_the_same_address_changes_nothing(
    preview: Callable[..., Any], commit: Callable[..., Any], sold: UUID, ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    before, events = ask(read_order, order=sold), len(happened())
    args = {"order": str(sold), "address": {**PARIS, "line1": "  12  rue des Lilas "}}
    assert [rule.code for rule in preview("change_address", **args).rules] == ["same_address"]
    commit("change_address", **args)
    assert (ask(read_order, order=sold), len(happened())) == (before, events)


def test_it_may_become_the_customers_first_address(
    commit: Callable[..., Any], sold: UUID, customer_id: UUID, ask: Callable[..., Any],
    application: Application, actor_with: Callable[..., Actor],
):  # fmt: skip
    agent = actor_with(Permission.ORDERS_WRITE, attested=True)
    with pytest.raises(Denied):
        application.perform(change_address, agent, order=sold, address=LYON, save_to_customer=True)
    for _ in range(2):
        commit("change_address", order=str(sold), address=LYON, save_to_customer=True)
        card = ask(customer, customer_id=customer_id)
        assert [each.city for each in card.addresses] == ["Lyon", "Paris"]


@pytest.mark.parametrize("state", ["part", "shipped", "cancelled"])
def test_once_anything_has_left_it_is_too_late(state: str, commit: Callable[..., Any], build: Builders, sold: UUID):
    if state == "cancelled":
        build.perform(cancel_order, order=sold, reason="x")
    else:
        build.perform(ship, order=sold, lines=[ShippedLine(1, sku="S")] if state == "part" else None)
    with pytest.raises(Conflict) as refused:
        commit("change_address", order=str(sold), address=LYON)
    assert refused.value.code == "too_late"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ({}, "address.line1"),
        ({**LYON, "country": "XX"}, "address.country"),
        ({**LYON, "city": ""}, "address.city"),
        ({**LYON, "city": 5}, "address.city"),
        ({**LYON, "line1": "x" * 201}, "address.line1"),
        ({**LYON, "line1": "\x00"}, "address.line1"),
        ("Lyon", "address"),
        (None, "address"),
        ([], "address"),
    ],
)
def test_a_wrong_address_is_refused(
    address: Any, field: str, commit: Callable[..., Any], sold: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=sold)
    with pytest.raises(DomainError) as refused:
        commit("change_address", order=str(sold), address=address)
    assert refused.value.field == field
    assert ask(read_order, order=sold) == before


def test_a_stale_version_is_refused(commit: Callable[..., Any], sold: UUID):
    commit("change_address", order=str(sold), address=LYON, expected_version=1)
    with pytest.raises(StaleVersion):
        commit("change_address", order=str(sold), address=PARIS, expected_version=1)


def test_what_is_picked_up_is_taxed_at_the_store_wherever_the_customer_lives(
    do: Callable[..., OrderDetail], to_new_york: UUID, build: Builders
):
    build.node("NYC", kind="store", address=NEW_YORK, time_zone="America/New_York")
    do("change_fulfilment", order=str(to_new_york), fulfilment="pickup", node="NYC")
    found = do("change_address", order=str(to_new_york), address=LOS_ANGELES)
    assert (found.tax, found.total, eur(0)) == (usd(355), usd(4353), eur(0))
