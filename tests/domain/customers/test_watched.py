"""What is new with those whom somebody watches, and what they have seen of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.customers.add_note import add_note
from domain.customers.merge import merge_customers
from domain.customers.see_news import see_news
from domain.customers.watch import unwatch, watch
from domain.customers.watched import WatchedRow, watched
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied
from domain.kernel.permissions import Permission
from domain.models.document import Watcher
from domain.orders.new_order import NewLine
from domain.privacy.erase import erase_customer
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team


class Desk:
    """Somebody of staff who watches, while time passes and others work."""

    def __init__(self, application: Application, build: Builders, clock: SetClock, actor: Actor) -> None:
        self.application, self.build, self.clock, self.actor = application, build, clock, actor

    def watch(self, subject_id: UUID, kind: str = "customer") -> None:
        self.application.perform(watch, self.actor, subject_kind=kind, subject_id=subject_id)

    def unwatch(self, subject_id: UUID, kind: str = "customer") -> None:
        self.application.perform(unwatch, self.actor, subject_kind=kind, subject_id=subject_id)

    def see(self, customer_id: UUID | None = None) -> None:
        self.application.perform(see_news, self.actor, customer_id=customer_id)

    def note(self, customer_id: UUID, order_id: UUID | None = None) -> None:
        """By somebody else."""
        self.clock.advance(timedelta(minutes=1))
        self.build.perform(add_note, customer_id=customer_id, order_id=order_id, body="They called.")

    def own_note(self, customer_id: UUID) -> None:
        self.clock.advance(timedelta(minutes=1))
        self.application.perform(add_note, self.actor, customer_id=customer_id, body="Mine is no news.")

    def rows(self) -> tuple[WatchedRow, ...]:
        return self.application.ask(watched, self.actor)

    def news(self) -> list[tuple[UUID, int]]:
        return [(row.subject_id, row.news) for row in self.rows()]


@pytest.fixture
def desk(application: Application, build: Builders, clock: SetClock, team: Team) -> Desk:
    return Desk(application, build, clock, team.hire("agent", "Ana Lima"))


@pytest.fixture
def order(build: Builders) -> tuple[UUID, UUID]:
    """An order, and whose it is."""
    build.node("PAR")
    build.product("SHIRT", name="Linen shirt", price=4990)
    build.stock("SHIRT", 20)
    customer = build.customer(first_name="Marie", last_name="Dupont")
    return build.order(customer, number="#W100", lines=[NewLine(sku="SHIRT", quantity=1)]), customer


def test_news_are_not_for_whoever_may_not_see_customers(application: Application, desk: Desk) -> None:
    blind = replace(desk.actor, permissions=desk.actor.permissions - {Permission.CUSTOMERS_READ})
    for verb, use_case in ((application.ask, watched), (application.perform, see_news)):
        with pytest.raises(Denied):
            verb(use_case, blind)


def test_what_others_did_is_news_and_stands_first(desk: Desk, build: Builders) -> None:
    busy, quiet = build.customer(first_name="Marie", last_name="Dupont"), build.customer()
    desk.watch(busy)
    desk.watch(quiet)
    assert dict(desk.news()) == {busy: 0, quiet: 0}
    desk.note(busy)
    desk.note(busy)
    row, other = desk.rows()
    assert (row.subject_id, row.name, row.news) == (busy, "Marie Dupont", 2)
    assert row.last is not None
    assert (row.last.type, row.last.actor_name) == ("note.added", build.actor.name)
    assert (other.subject_id, other.news) == (quiet, 0)
    assert other.last is not None
    assert other.last.type == "customer.created"


def test_own_actions_are_never_news_and_do_not_hide_them(desk: Desk, build: Builders) -> None:
    customer = build.customer()
    desk.watch(customer)
    desk.own_note(customer)
    assert desk.news() == [(customer, 0)]
    desk.note(customer)
    desk.own_note(customer)
    row = desk.rows()[0]
    assert row.news == 1
    assert row.last is not None
    assert row.last.actor_name == build.actor.name


def test_what_was_there_before_one_watched_is_not_news(desk: Desk, build: Builders) -> None:
    customer = build.customer()
    desk.note(customer)
    desk.watch(customer)
    assert desk.news() == [(customer, 0)]


def test_seen_is_seen_until_the_next_thing_happens(desk: Desk, build: Builders) -> None:
    first, second = build.customer(), build.customer()
    for each in (first, second):
        desk.watch(each)
        desk.note(each)
    desk.see(first)
    assert desk.news() == [(second, 1), (first, 0)]
    desk.note(first)
    assert desk.news() == [(first, 1), (second, 1)]
    desk.see()
    assert {news for _, news in desk.news()} == {0}


def test_what_is_committed_late_is_not_taken_for_seen(desk: Desk, build: Builders, clock: SetClock) -> None:
    """Somebody looks at 10:05; what began at 10:04 is committed after that."""
    customer = build.customer()
    desk.watch(customer)
    desk.note(customer)
    clock.advance(timedelta(minutes=5))
    desk.see(customer)
    clock.advance(timedelta(minutes=-3))
    desk.note(customer)
    assert desk.news() == [(customer, 1)]


def test_nothing_is_written_where_nothing_was_new(desk: Desk, build: Builders, database: Database) -> None:
    customer = build.customer()
    desk.watch(customer)
    desk.own_note(customer)
    before = seen_at(database)
    desk.see(customer)
    desk.see()
    assert seen_at(database) == before == [None]


def seen_at(database: Database) -> list[Any]:
    with database.engine.connect() as connection:
        return list(connection.execute(select(Watcher.seen_at)).scalars())


def test_everyone_sees_for_themselves(desk: Desk, build: Builders, application: Application, team: Team) -> None:
    customer, ben = build.customer(), team.hire("agent", "Ben Cole")
    desk.watch(customer)
    application.perform(watch, ben, subject_kind="customer", subject_id=customer)
    assert desk.news() == [(customer, 0)]  # that somebody else watches is no news
    desk.note(customer)
    application.perform(see_news, ben, customer_id=customer)
    assert desk.news() == [(customer, 1)]
    assert application.ask(watched, ben)[0].news == 0


def test_an_order_is_watched_by_itself(desk: Desk, order: tuple[UUID, UUID]) -> None:
    order_id, customer = order
    desk.watch(order_id, "order")
    desk.note(customer)
    assert desk.news() == [(order_id, 0)]
    desk.note(customer, order_id)
    row = desk.rows()[0]
    assert (row.subject_kind, row.number, row.name, row.customer_id) == ("order", "#W100", "Marie Dupont", customer)
    assert row.news == 1
    assert row.last is not None
    assert row.last.order_number == "#W100"
    desk.see(customer)
    assert desk.news() == [(order_id, 0)]


def test_what_happens_to_an_order_is_told_once(desk: Desk, order: tuple[UUID, UUID]) -> None:
    order_id, customer = order
    desk.watch(customer)
    desk.note(customer, order_id)
    assert desk.rows()[0].last is not None
    assert desk.news() == [(customer, 1)]
    desk.see(customer)
    desk.watch(order_id, "order")
    desk.note(customer, order_id)
    assert desk.news() == [(order_id, 1), (customer, 0)]
    desk.see(customer)
    desk.unwatch(order_id, "order")
    assert desk.news() == [(customer, 0)]


@pytest.mark.parametrize("watched_one", ["kept", "merged", "both"])
@pytest.mark.parametrize("where", ["kept", "merged"])
def test_records_of_one_person_are_one(desk: Desk, build: Builders, watched_one: str, where: str) -> None:
    records = {"kept": build.customer(), "merged": build.customer()}
    for name in records if watched_one == "both" else [watched_one]:
        desk.watch(records[name])
    desk.clock.advance(timedelta(minutes=1))
    build.perform(merge_customers, kept_id=records["kept"], merged_id=records["merged"], reason="same person")
    desk.see(records["merged"])
    assert desk.news() == [(records["kept"], 0)]
    desk.note(records[where])
    assert desk.news() == [(records["kept"], 1)]
    assert set(desk.rows()[0].members) == set(records.values())
    desk.see(records[where])
    assert desk.news() == [(records["kept"], 0)]


def test_who_is_erased_vanishes(desk: Desk, build: Builders) -> None:
    customer = build.customer()
    desk.watch(customer)
    desk.note(customer)
    build.perform(erase_customer, customer_id=customer, reason="They asked for it.")
    assert desk.rows() == ()


def test_one_statement_however_much_is_watched(
    desk: Desk, order: tuple[UUID, UUID], build: Builders, count_queries: Callable[..., Any]
) -> None:
    desk.watch(order[0], "order")
    for _ in range(3):
        customer = build.customer()
        desk.watch(customer)
        desk.note(customer)
        with count_queries() as reading:
            desk.rows()
        with count_queries() as seeing:
            desk.see(customer)
        with count_queries() as seeing_nothing:
            desk.see(customer)
        assert (reading.count, seeing.count, seeing_nothing.count) == (1, 2, 1)
