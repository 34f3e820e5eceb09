"""Two records of one person are read as one, and come apart again exactly."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.customers.add_note import add_note
from domain.customers.merge import merge_customers, undo_merge
from domain.customers.queries import customer, find_customers
from domain.customers.tag import tag_customer
from domain.identity.assure import is_assured
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.orders.new_order import NewPayment
from domain.orders.queries import orders
from domain.overview.queries import customer_orders, customer_overview
from domain.overview.timeline import timeline
from domain.search.search import search
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.asking import assert_chains_hold
from tests.support.builders import LYON, PARIS, Builders


@pytest.fixture
def pair(build: Builders) -> dict[str, Any]:
    """Marie twice: with an order in Paris, and as M. Dupont-Roy in Lyon."""
    kept = build.customer(first_name="Marie", last_name="Dupont", emails=["marie@example.org"], phones=["+33612345678"])
    merged = build.customer(
        first_name="M.",
        last_name="Dupontroy",
        emails=["MARIE@example.org", "old@example.org"],
        addresses=[PARIS, LYON],
        source="shop",
        external_ref="old-1",
    )
    first = build.order(kept, number="#M1", payments=[NewPayment("captured", Money(3998, "EUR"))])
    second = build.order(merged, number="#M2", payments=[NewPayment("captured", Money(1000, "EUR"))])
    build.payment_method(merged, external_ref="card_old")
    build.note(merged, "Wrote from another address.")
    build.perform(tag_customer, customer_id=merged, tag="vip")
    return {"kept_id": kept, "merged_id": merged, "orders": {first, second}}


@pytest.fixture
def merged(pair: dict[str, Any], build: Builders) -> dict[str, Any]:
    build.perform(merge_customers, kept_id=pair["kept_id"], merged_id=pair["merged_id"], reason="same person")
    return pair


def test_who_may_not_merge_does_not(
    application: Application, actor_with: Callable[..., Actor], pair: dict[str, Any], sql: Callable[..., Any]
):
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], attested=True)
    with pytest.raises(Denied):
        application.perform(
            merge_customers, agent, kept_id=pair["kept_id"], merged_id=pair["merged_id"], reason="same person"
        )
    with pytest.raises(Denied):
        application.perform(undo_merge, agent, merged_id=pair["merged_id"])
    assert sql("SELECT count(*) FROM customers WHERE merged_into_id IS NOT NULL") == [(0,)]


def test_the_kept_record_shows_what_belongs_to_either(merged: dict[str, Any], ask: Callable[..., Any]):
    kept, other = merged["kept_id"], merged["merged_id"]
    seen = ask(customer_overview, customer_id=kept)
    card = seen.customer
    assert (card.name, card.emails, card.phones) == (
        "Marie Dupont",
        ("marie@example.org", "old@example.org"),
        ("+33612345678",),
    )
    assert [place.city for place in card.addresses] == ["Paris", "Lyon"]
    assert [method.external_ref for method in card.payment_methods] == ["card_old"]
    assert (card.tags, card.order_count, len(card.members), len(card.merged_numbers)) == (("vip",), 2, 2, 1)
    assert {order.id for order in seen.orders} == merged["orders"]
    assert [note.body for note in seen.notes] == ["Wrote from another address."]
    assert [spent.kept for spent in seen.lifetime_value] == [Money(4998, "EUR")]
    assert seen.open_orders == 2
    types = [entry.type for entry in seen.timeline.items]
    assert (types.count("order.placed"), types.count("customer.created"), types.count("customer.merged")) == (2, 2, 2)
    assert ask(customer_overview, customer_id=other) == seen
    assert {row.id for row in ask(orders, customer_id=kept).items} == merged["orders"]
    assert {row.id for row in ask(customer_orders, customer_id=other).items} == merged["orders"]
    assert len(ask(timeline, customer_id=other).items) == len(types)


def test_pages_of_orders_and_timeline_cover_both(merged: dict[str, Any], ask: Callable[..., Any]):
    for query in (customer_orders, timeline, orders):
        first = ask(query, customer_id=merged["kept_id"], limit=1)
        second = ask(query, customer_id=merged["kept_id"], limit=1, cursor=first.next_cursor)
        both = ask(query, customer_id=merged["kept_id"], limit=2)
        assert (*first.items, *second.items) == both.items


@pytest.mark.parametrize("text", ["old@example.org", "dupontroy", "marie@example.org", "Marie Dupont"])
def test_a_search_finds_one(text: str, merged: dict[str, Any], ask: Callable[..., Any]):
    found = ask(search, text=text).customers
    assert [row.id for row in found] == [merged["kept_id"]]
    assert found[0].order_count == 2


def test_lists_find_the_kept_one_by_what_the_other_is_known_by(merged: dict[str, Any], ask: Callable[..., Any]):
    for wanted in ({"email": "old@example.org"}, {"last_name": "dupontroy"}, {"postal_code": "69002"}, {}):
        assert [row.id for row in ask(find_customers, **wanted).items] == [merged["kept_id"]]
    number = ask(customer, customer_id=merged["kept_id"]).merged_numbers[0]
    assert [row.id for row in ask(search, text=number).customers] == [merged["kept_id"]]


def test_what_is_written_to_the_merged_record_goes_to_the_kept_one(
    merged: dict[str, Any], build: Builders, ask: Callable[..., Any], sql: Callable[..., Any]
):
    (order,) = (row for row in ask(orders, customer_id=merged["kept_id"]).items if row.number == "#M2")
    note_id = build.perform(add_note, customer_id=merged["merged_id"], order_id=order.id, body="About the old order.")
    assert sql("SELECT customer_id FROM notes WHERE id = %s", note_id) == [(merged["kept_id"],)]


def test_undoing_restores_exactly(pair: dict[str, Any], build: Builders, ask: Callable[..., Any], clock: SetClock):
    def picture() -> list[Any]:
        seen = [ask(customer_overview, customer_id=pair[name]) for name in ("kept_id", "merged_id")]
        told = [[e for e in each.timeline.items if "merged" not in e.type] for each in seen]
        plain = [replace(each, timeline=None, customer=replace(each.customer, version=0)) for each in seen]
        return [plain, told]

    before = picture()
    build.perform(merge_customers, kept_id=pair["kept_id"], merged_id=pair["merged_id"], reason="same person")
    assert picture() != before
    build.perform(undo_merge, merged_id=pair["merged_id"])
    assert picture() == before


def test_both_streams_tell_it_and_the_chains_hold(
    merged: dict[str, Any], build: Builders, happened: Callable[..., Any], database_url: str
):
    build.perform(undo_merge, merged_id=merged["merged_id"])
    for type in ("customer.merged", "customer.unmerged"):
        events = happened(type)
        assert {event.customer_id for event in events} == {merged["kept_id"], merged["merged_id"]}
        assert len({event.data["other"] for event in events}) == 2
    assert happened("customer.merged")[0].data["reason"] == "same person"
    assert_chains_hold(database_url)


def test_what_cannot_be_merged_is_refused(
    merged: dict[str, Any], build: Builders, refusal_of: Callable[..., DomainError], sql: Callable[..., Any]
):
    kept, other, third = merged["kept_id"], merged["merged_id"], build.customer()
    erased = build.customer()
    sql("UPDATE customers SET erased_at = now() WHERE id = %s", erased)
    for values, kind, code, field in (
        ({"kept_id": kept, "merged_id": kept}, Invalid, "same_customer", "merged_id"),
        ({"kept_id": third, "merged_id": other}, Conflict, "already_merged", "merged_id"),
        ({"kept_id": other, "merged_id": third}, Conflict, "already_merged", "kept_id"),
        ({"kept_id": third, "merged_id": kept}, Conflict, "has_merged_records", "merged_id"),
        ({"kept_id": other, "merged_id": kept}, Conflict, "already_merged", "kept_id"),
        ({"kept_id": kept, "merged_id": erased}, Conflict, "customer_erased", "merged_id"),
        ({"kept_id": erased, "merged_id": third}, Conflict, "customer_erased", "kept_id"),
        ({"kept_id": kept, "merged_id": new_id()}, NotFound, "not_found", None),
    ):
        refused = refusal_of(merge_customers, reason="same person", **values)
        assert (type(refused), refused.code, refused.field) == (kind, code, field)
    assert refusal_of(merge_customers, kept_id=kept, merged_id=third, reason=" ").field == "reason"
    assert refusal_of(undo_merge, merged_id=third).code == "not_merged"
    assert refusal_of(undo_merge, merged_id=new_id()).code == "not_found"


def test_merging_the_same_again_changes_nothing(merged: dict[str, Any], build: Builders, happened: Callable[..., Any]):
    build.perform(merge_customers, kept_id=merged["kept_id"], merged_id=merged["merged_id"], reason="again")
    assert len(happened("customer.merged")) == 2


def test_being_sure_of_the_kept_record_is_being_sure_of_the_person(
    merged: dict[str, Any], application: Application, actor_with: Callable[..., Actor], build: Builders
):
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True)

    def sure_of(customer_id: UUID) -> bool:
        def asked(unit: Unit) -> bool:
            return is_assured(unit, customer_id)

        return application.ask(asked, agent)

    facts = {"order_number": "#M2", "email": "marie@example.org"}
    assert application.perform(check_facts, agent, customer_id=merged["merged_id"], facts=facts).passed
    assert sure_of(merged["kept_id"])
    assert sure_of(merged["merged_id"])
    build.perform(undo_merge, merged_id=merged["merged_id"])
    assert not sure_of(merged["merged_id"])


def test_statements_stay_as_the_family_grows(
    pair: dict[str, Any], build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any]
):
    for other in (pair["merged_id"], build.customer(), build.customer()):
        build.perform(merge_customers, kept_id=pair["kept_id"], merged_id=other, reason="same person")
        with count_queries() as sent:
            ask(customer_overview, customer_id=pair["kept_id"])
        assert sent.count == 10  # what one record takes, once more for what belongs to the others
