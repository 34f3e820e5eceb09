"""One customer whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.overview.queries import customer_orders, customer_overview
from domain.work.application import Application
from tests.support.builders import Builders


def test_everything_is_there(regular: dict[str, UUID], ask: Callable[..., Any]):
    found = ask(customer_overview, customer_id=regular["customer"])
    card = found.customer
    assert (card.name, card.emails) == ("Éloïse Martin", ("eloise@example.org", "em@work.example"))
    assert (card.phones, [address.city for address in card.addresses]) == (("+33612345678",), ["Paris", "Lyon"])
    assert card.addresses[0].label == "home"
    assert {(c.channel, c.purpose, c.granted) for c in card.consents} == {
        ("email", "marketing", True),
        ("sms", "service", False),
    }
    assert [(method.kind, method.balance) for method in card.payment_methods] == [
        ("card", None),
        ("gift_card", Money(0, "EUR")),
    ]
    assert (card.tags, card.order_count) == (("vip",), 3)
    assert [order.id for order in found.orders] == [regular["third"], regular["second"], regular["first"]]
    assert found.orders_cursor is None
    assert [note.body for note in found.notes] == ["Prefers the evening.", "Asked about the hat."]
    assert (found.open_orders, found.returns) == (1, 1)
    assert (found.goodwill_given, found.discounts_given) == ((Money(150, "EUR"),), (Money(300, "EUR"),))


def test_an_order_in_it_is_the_order_whole(regular: dict[str, UUID], ask: Callable[..., Any]):
    for order in ask(customer_overview, customer_id=regular["customer"]).orders:
        assert order == ask(read_order, order=order.id)
    first = ask(customer_overview, customer_id=regular["customer"]).orders[2]
    assert [parcel.tracking_number for parcel in first.shipments] == ["6A1", "6A2"]
    assert {scan.place for parcel in first.shipments for scan in parcel.scans} == {"Paris"}
    assert [payment.kind for payment in first.payments] == ["captured", "refunded"]
    assert [(back.external_ref, list(back.lines.values())) for back in first.returns] == [("R-1", [1])]
    assert {adjustment.kind for adjustment in first.adjustments} == {"shipping", "discount", "goodwill"}


def test_money_of_two_currencies_is_never_added(regular: dict[str, UUID], ask: Callable[..., Any]):
    spent = ask(customer_overview, customer_id=regular["customer"]).lifetime_value
    assert [(each.captured, each.refunded, each.kept) for each in spent] == [
        (Money(6200, "EUR"), Money(2000, "EUR"), Money(4200, "EUR")),
        (Money(900, "GBP"), Money(0, "GBP"), Money(900, "GBP")),
    ]


def test_somebody_new_has_nothing_yet(build: Builders, ask: Callable[..., Any]):
    found = ask(customer_overview, customer_id=build.customer())
    assert (found.lifetime_value, found.orders, found.notes, found.open_orders, found.returns) == ((), (), (), 0, 0)
    assert [entry.type for entry in found.timeline.items] == ["customer.created"]


def test_nothing_of_somebody_else_is_in_it(regular: dict[str, UUID], build: Builders, ask: Callable[..., Any]):
    before = ask(customer_overview, customer_id=regular["customer"])
    other = build.customer()
    build.order(other, payments=[NewPayment("captured", Money(3998, "EUR"))])
    build.note(other)
    build.payment_method(other)
    assert ask(customer_overview, customer_id=regular["customer"]) == before


def test_the_number_of_statements_stays_as_everything_grows(
    build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any], database: Database
):
    build.goods(*(f"S-{n}" for n in range(12)))
    customer_id = build.customer()
    for lines in (1, 12, 12, 12):
        id = build.order(
            customer_id,
            lines=[NewLine(f"S-{n}", 1) for n in range(lines)],
            payments=[NewPayment("captured", Money(100, "EUR"), build.payment_method(customer_id))] * lines,
        )
        build.shipment(id)
        build.note(customer_id)
        with count_queries() as sent:
            ask(customer_overview, customer_id=customer_id)
        assert sent.count == 5


def test_pages_of_orders_cover_each_once_also_with_equal_times(
    build: Builders, ask: Callable[..., Any], clock: SetClock
):
    build.goods("A-1")
    customer_id = build.customer()
    for step in (0, 0, 0, 1, 0, 1, 0):
        clock.advance(timedelta(seconds=step))
        build.order(customer_id, lines=[NewLine("A-1", 1)])
    every = ask(customer_orders, customer_id=customer_id, limit=50)
    assert (len(every.items), every.next_cursor) == (7, None)
    for limit in (1, 2, 3, 7):
        found = ask(customer_overview, customer_id=customer_id, orders_limit=limit)
        orders, cursor = list(found.orders), found.orders_cursor
        while cursor:
            page = ask(customer_orders, customer_id=customer_id, limit=limit, cursor=cursor)
            orders += page.items
            cursor = page.next_cursor
        assert tuple(orders) == every.items


def test_nobody_without_the_rights_sees_it(
    application: Application, actor_with: Callable[..., Actor], regular: dict[str, UUID]
):
    for rights in ((), (Permission.CUSTOMERS_READ,), (Permission.ORDERS_READ,)):
        with pytest.raises(Denied):
            application.ask(customer_overview, actor_with(*rights), customer_id=regular["customer"])
    both = actor_with(Permission.CUSTOMERS_READ, Permission.ORDERS_READ)
    assert application.ask(customer_overview, both, customer_id=regular["customer"])


def test_somebody_unknown_is_not_found_and_bad_limits_are_refused(build: Builders, ask: Callable[..., Any]):
    with pytest.raises(NotFound):
        ask(customer_overview, customer_id=new_id())
    customer_id = build.customer()
    for values in ({"orders_limit": 0}, {"orders_limit": 10_000}, {"timeline_limit": -1}):
        with pytest.raises(Invalid):
            ask(customer_overview, customer_id=customer_id, **values)
    with pytest.raises(Invalid):
        ask(customer_orders, customer_id=customer_id, cursor="nonsense")
