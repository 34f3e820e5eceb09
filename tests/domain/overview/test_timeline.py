"""One timeline: who, when, why; filtered; paged without a gap."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customers.create import create_customer
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid
from domain.orders.new_order import NewLine
from domain.overview.timeline import CATEGORIES, category_of, timeline
from domain.work.application import Application
from tests.support.builders import Builders


def everything(ask: Callable[..., Any], limit: int = 50, **subject: Any) -> list[Any]:
    entries, cursor = [], None
    while True:
        page = ask(timeline, cursor=cursor, limit=limit, **subject)
        entries += page.items
        cursor = page.next_cursor
        if cursor is None:
            return entries
        assert len(page.items) == limit


def test_everything_that_happened_is_there(regular: dict[str, UUID], ask: Callable[..., Any]):
    types = Counter(entry.type for entry in everything(ask, customer_id=regular["customer"]))
    wanted = {
        "customer.created": 1, "customer.payment_method_added": 2, "customer.consent_granted": 1,
        "customer.consent_withdrawn": 1, "customer.tagged": 1, "order.placed": 3, "order.sourced": 3,
        "order.shipped": 1, "order.delivered": 1, "order.cancelled": 1, "order.held": 1, "payment.captured": 2,
        "payment.refunded": 1, "shipment.shipped": 2, "shipment.delivered": 2, "note.added": 2,
    }  # fmt: skip
    assert {type: times for type, times in types.items() if type in wanted} == wanted


def test_every_entry_says_who_when_and_about_which_order(
    regular: dict[str, UUID], ask: Callable[..., Any], administrator: Actor, build: Builders
):
    entries = everything(ask, customer_id=regular["customer"])
    assert {(entry.actor_kind, entry.actor_name) for entry in entries} == {("staff", administrator.name)}
    assert [entry.occurred_at for entry in entries] == sorted((e.occurred_at for e in entries), reverse=True)
    for entry in entries:
        assert (entry.order_number is None) == (entry.order_id is None)
    noted = next(entry for entry in entries if entry.type == "note.added" and entry.order_id)
    assert (noted.order_id, noted.texts) == (regular["first"], {"body": "Asked about the hat."})
    cancelled = next(entry for entry in entries if entry.type == "order.cancelled")
    assert (cancelled.data["reason"], cancelled.order_number) == ("twice", cancelled.data["number"])


def test_an_erased_text_shows_that_it_was_there(
    regular: dict[str, UUID], ask: Callable[..., Any], sql: Callable[..., list[Any]]
):
    sql("UPDATE event_texts SET value = NULL, salt = NULL")
    entries = everything(ask, customer_id=regular["customer"], categories=["notes"])
    assert {tuple(entry.texts.items()) for entry in entries} == {(("body", None),)}


@pytest.mark.parametrize("category", [*sorted(CATEGORIES.keys() - {"returns", "messages"}), ("payments", "shipments")])
def test_the_timeline_is_filtered(category: str | tuple[str, ...], regular: dict[str, UUID], ask: Callable[..., Any]):
    wanted = (category,) if isinstance(category, str) else category
    every = everything(ask, customer_id=regular["customer"])
    found = everything(ask, limit=2, customer_id=regular["customer"], categories=wanted)
    assert found
    assert found == [entry for entry in every if entry.category in wanted]


def test_every_event_of_a_customer_belongs_to_a_category(regular: dict[str, UUID], ask: Callable[..., Any]):
    assert {entry.category for entry in everything(ask, customer_id=regular["customer"])} == CATEGORIES.keys() - {
        "returns",
        "messages",
    }
    assert category_of("return.requested") == category_of("exchange.completed") == "returns"
    assert category_of("weather.changed") == "other"


def test_an_order_has_its_own(regular: dict[str, UUID], ask: Callable[..., Any]):
    whole = everything(ask, customer_id=regular["customer"])
    for name in ("first", "second", "third"):
        own = everything(ask, order_id=regular[name])
        assert own == [entry for entry in whole if entry.order_id == regular[name]]
        assert own[-1].type == "order.placed"


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 50])
def test_pages_cover_everything_once_also_with_equal_times(
    limit: int, build: Builders, ask: Callable[..., Any], clock: SetClock
):
    customer_id = build.customer()
    for step in (0, 0, 0, 1, 1, 0, 0, 0):
        clock.advance(timedelta(microseconds=step))
        build.note(customer_id)
    entries = everything(ask, limit, customer_id=customer_id)
    assert len(entries) == len({entry.id for entry in entries}) == 9
    assert entries == list(ask(timeline, customer_id=customer_id).items)


def test_what_happens_meanwhile_does_not_shift_the_next_page(build: Builders, ask: Callable[..., Any], clock: SetClock):
    customer_id = build.customer()
    notes = [build.note(customer_id, f"note {n}") for n in range(6)]
    first = ask(timeline, customer_id=customer_id, limit=3)
    clock.advance(timedelta(seconds=1))
    build.note(customer_id, "meanwhile")
    second = ask(timeline, customer_id=customer_id, limit=3, cursor=first.next_cursor)
    told = [entry.texts["body"] for entry in (*first.items, *second.items)]
    assert told == [f"note {n}" for n in reversed(range(len(notes)))]


def test_history_stands_where_it_happened(build: Builders, ask: Callable[..., Any], clock: SetClock):
    build.goods("A-1")
    customer_id = build.customer()
    build.order(customer_id, lines=[NewLine("A-1", 1)], placed_at=clock.now() - timedelta(days=400))
    types = [entry.type for entry in everything(ask, customer_id=customer_id)]
    assert types[0] == "customer.created"
    assert types[-1] == "order.placed"


def test_the_cause_is_told(application: Application, ask: Callable[..., Any]):
    customer_id = application.perform(
        create_customer, Actor.system("importer"), "import", first_name="A", last_name="B"
    )
    (entry,) = everything(ask, customer_id=customer_id)
    assert (entry.cause, entry.actor_kind, entry.actor_name) == ("import", "system", "importer")


def test_a_page_is_one_statement_and_one_for_the_family(
    regular: dict[str, UUID], ask: Callable[..., Any], count_queries: Callable[..., Any]
):
    for limit in (1, 50):
        with count_queries() as sent:
            ask(timeline, customer_id=regular["customer"], limit=limit)
        assert sent.count == 2
        with count_queries() as sent:
            ask(timeline, order_id=regular["first"], limit=limit)
        assert sent.count == 1


def test_what_cannot_be_asked_is_refused(build: Builders, ask: Callable[..., Any]):
    id = build.customer()
    for values, field in (
        ({}, "customer_id"),
        ({"customer_id": id, "order_id": id}, "customer_id"),
        ({"customer_id": id, "categories": ["weather"]}, "categories"),
        ({"customer_id": id, "categories": ["orders", "%"]}, "categories"),
        ({"customer_id": id, "cursor": "x"}, "cursor"),
        ({"customer_id": id, "limit": 0}, "limit"),
        ({"customer_id": id, "limit": 201}, "limit"),
    ):
        with pytest.raises(Invalid) as refusal:
            ask(timeline, **values)
        assert refusal.value.field == field


def test_who_may_not_read_customers_reads_no_timeline(application: Application, powerless: Actor, build: Builders):
    with pytest.raises(Denied):
        application.ask(timeline, powerless, customer_id=build.customer())
